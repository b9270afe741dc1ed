#include "CommandLine/ModelCard.h"

#include "Network/ModelInfo.h"
#include "Support/AtomicFile.h"
#include "Training/DrumSynthesis.h"

#include <sstream>

namespace stochastick
{
void writeModelCard (const std::filesystem::path& folder, const TrainedFurther& about)
{
    const auto info = readModelInfo (folder);
    std::ostringstream card;
    card << "# " << std::filesystem::absolute (folder).lexically_normal().filename().string() << "\n\nThe model \""
         << about.from << "\", trained further for " << info.training.value ("minutes", 0.0) << " minutes ("
         << info.training.value ("sounds_seen", std::int64_t {}) << " sounds seen) on these sounds:\n\n"
         << "| class | trained on | held out |\n|---|---:|---:|\n";

    for (std::size_t c = 0; c < about.training.size(); ++c)
        if (about.training[c].size() + about.heldOut[c].size() > 0)
            card << "| " << drumClasses()[c] << " | " << about.training[c].size() << " | " << about.heldOut[c].size()
                 << " |\n";

    card << "\nBefore and after, beside the sounds that were held out:\n\n"
         << about.table << "\nLicence of the weights: " << (info.licence.empty() ? "not stated" : info.licence)
         << ". It does not say whose sounds they were trained on: do so here before you pass them on.\n";
    writeAtomically (folder / "CARD.md", card.str());
}
} // namespace stochastick
