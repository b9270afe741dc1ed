#include "Network/ModelInfo.h"

#include "Support/Error.h"
#include "Support/Nearest.h"

#include <algorithm>
#include <cmath>

namespace stochastick
{
namespace
{
constexpr auto architecture = "score-unet";
}

int ModelInfo::lengthFor (double seconds) const
{
    if (! (seconds >= 0.02 && seconds <= 3.0))
        throw UsageError ("A sound can be 0.02 to 3 seconds long.");

    const auto multiple = network.lengthMultiple();
    return std::max (2, static_cast<int> (std::lround (seconds * sampleRate / multiple))) * multiple;
}

int ModelInfo::classIndex (const std::string& name) const
{
    const auto found = std::find (classes.begin(), classes.end(), name);

    if (found == classes.end())
        throw UsageError (unknownKeySentence ("class", name, classes));

    return static_cast<int> (found - classes.begin());
}

void to_json (nlohmann::json& json, const ModelInfo& info)
{
    json = { { "format_version", ModelInfo::formatVersion },
             { "architecture", architecture },
             { "network", info.network },
             { "classes", info.classes },
             { "sample_rate", info.sampleRate },
             { "length", info.length },
             { "emphasis", info.emphasis },
             { "ratios", { info.smallestRatio, info.largestRatio } },
             { "predicts", "denoised" },
             { "licence", info.licence },
             { "training", info.training } };
}

void from_json (const nlohmann::json& json, ModelInfo& info)
{
    const int version = json.at ("format_version");

    if (version > ModelInfo::formatVersion)
        throw Error ("The model is of format " + std::to_string (version)
                     + ", newer than this program knows; update Stochastick");

    if (const auto kind = json.at ("architecture").get<std::string>(); kind != architecture)
        throw Error ("The model's architecture \"" + kind.substr (0, 40) + "\" is not known to this program");

    info.network = json.at ("network");
    info.classes = json.at ("classes").get<std::vector<std::string>>();
    info.sampleRate = json.at ("sample_rate");
    info.length = json.at ("length");
    info.emphasis = json.at ("emphasis");
    info.smallestRatio = json.at ("ratios").at (0);
    info.largestRatio = json.at ("ratios").at (1);
    info.licence = json.at ("licence");
    info.training = json.at ("training");

    const bool sane = static_cast<int> (info.classes.size()) == info.network.classes && info.sampleRate >= 1000
                      && info.sampleRate <= 384000 && info.emphasis >= 0 && info.emphasis < 1 && info.smallestRatio > 0
                      && info.largestRatio > info.smallestRatio && info.length >= 2 * info.network.lengthMultiple()
                      && info.length % info.network.lengthMultiple() == 0;

    if (! sane)
        throw Error ("The model's configuration contradicts itself");
}
} // namespace stochastick
