#include "Engine/Sfz.h"

#include <sstream>

namespace stochastick
{
std::string sfzText (const std::string& title, const std::vector<SfzRegion>& regions)
{
    std::ostringstream text;
    text.imbue (std::locale::classic()); // decimal points
    text << "// " << title << "\n<global> loop_mode=one_shot amp_veltrack=90\n";

    for (const auto& region : regions)
    {
        text << "<region> sample=" << region.file << " key=" << region.key;

        if (region.lowestVelocity > 1 || region.highestVelocity < 127)
            text << " lovel=" << region.lowestVelocity << " hivel=" << region.highestVelocity;

        if (region.roundRobins > 1)
            text << " seq_length=" << region.roundRobins << " seq_position=" << region.roundRobin;

        if (region.volumeDb != 0.0)
            text << " volume=" << region.volumeDb;

        if (region.chokeGroup > 0)
            text << " group=" << region.chokeGroup << " off_by=" << region.chokeGroup << " off_mode=fast";

        text << '\n';
    }

    return text.str();
}
} // namespace stochastick
