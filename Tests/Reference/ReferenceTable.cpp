#include "Reference/ReferenceTable.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace stochastick::test
{
ReferenceTable::ReferenceTable (const std::string& name)
{
    std::ifstream file (std::string (STOCHASTICK_TEST_REFERENCE) + "/" + name + ".csv");
    std::string line;

    if (! std::getline (file, line) || line.rfind ("# Source: ", 0) != 0)
        throw std::runtime_error ("no reference table \"" + name + "\" with a source");

    while (std::getline (file, line))
    {
        std::istringstream cells (line);
        std::string label, cell;
        std::getline (cells, label, ',');

        for (auto& values = rows[label]; std::getline (cells, cell, ',');)
            values.push_back (std::stod (cell));
    }
}
} // namespace stochastick::test
