#pragma once

#include <map>
#include <string>
#include <vector>

namespace stochastick::test
{
/** Numbers from elsewhere, Tests/Reference/<name>.csv: one comment line that names the source, then in each line a label
    and its values. */
class ReferenceTable
{
public:
    explicit ReferenceTable (const std::string& name); ///< throws std::runtime_error when there is no such file

    const std::vector<double>& row (const std::string& label) const& { return rows.at (label); }
    const std::map<std::string, std::vector<double>>& all() const& { return rows; }

    // A loop over the row of a temporary table would outlive it.
    const std::vector<double>& row (const std::string& label) && = delete;
    const std::map<std::string, std::vector<double>>& all() && = delete;

private:
    std::map<std::string, std::vector<double>> rows;
};
} // namespace stochastick::test
