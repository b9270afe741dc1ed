#include "Network/ModelInfo.h"

#include "Audio/Descriptors.h"
#include "Support/Error.h"
#include "Support/Nearest.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stochastick
{
namespace
{
constexpr std::pair<Architecture, const char*> architectures[] { { Architecture::scoreUnet, "score-unet" },
                                                                 { Architecture::crashUnet, "crash-unet" } };

std::string keyOf (Architecture architecture)
{
    return architectures[static_cast<std::size_t> (architecture)].second;
}

Architecture architectureFromKey (const std::string& key)
{
    for (const auto& [architecture, its] : architectures)
        if (key == its)
            return architecture;

    throw Error ("The model's architecture \"" + key.substr (0, 40) + "\" is not known to this program");
}

void takeRatios (ModelInfo& info)
{
    const auto process = makeProcess (info.trainedWith);
    info.smallestRatio = process->ratio (process->tMin());
    info.largestRatio = process->ratio (process->tMax());
}
} // namespace

ModelInfo ModelInfo::ofCrash (const ProcessSpec& process)
{
    ModelInfo info;
    info.architecture = Architecture::crashUnet;
    info.network.classes = 0;
    info.trainedWith = process;
    info.length = 21000;
    info.emphasis = 0.0;
    takeRatios (info);
    return info;
}

int ModelInfo::lengthMultiple() const
{
    return architecture == Architecture::crashUnet ? crashLengthMultiple : network.lengthMultiple();
}

void ModelInfo::requireClasses (const std::string& who) const
{
    if (classes.empty())
        throw UsageError (who + " needs a model that knows classes; this one makes sounds of any kind.");
}

int ModelInfo::lengthFor (double seconds) const
{
    if (! (seconds >= 0.02 && seconds <= 3.0))
        throw UsageError ("A sound can be 0.02 to 3 seconds long.");

    const auto multiple = lengthMultiple();
    return std::max (2, static_cast<int> (std::lround (seconds * sampleRate / multiple))) * multiple;
}

int ModelInfo::classIndex (const std::string& name) const
{
    const auto found = std::find (classes.begin(), classes.end(), name);

    if (found == classes.end())
        throw UsageError (unknownKeySentence ("class", name, classes));

    return static_cast<int> (found - classes.begin());
}

std::vector<float> ModelInfo::standardised (const std::map<std::string, double>& values) const
{
    std::vector<float> row (descriptors.size(), std::numeric_limits<float>::quiet_NaN());

    for (const auto& [key, value] : values)
    {
        const auto& descriptor = descriptorFromKey (key);
        const auto found = std::find_if (descriptors.begin(), descriptors.end(),
                                         [&] (const DescriptorScale& scale) { return scale.key == descriptor.key; });

        if (found == descriptors.end())
            throw UsageError ("The model was not trained to be told the " + key + " of a sound; choose another model.");

        constexpr double reach = 4.0; // deviations; further out nothing was ever seen
        const auto position = (onScale (descriptor, value) - found->mean) / found->deviation;
        row[static_cast<std::size_t> (found - descriptors.begin())] =
            static_cast<float> (std::clamp (position, -reach, reach));
    }

    return row;
}

void to_json (nlohmann::json& json, const DescriptorScale& scale)
{
    auto classes = nlohmann::json::array();

    for (const auto& range : scale.classes)
        classes.push_back ({ range.low, range.middle, range.high });

    json = { { "key", scale.key }, { "mean", scale.mean }, { "deviation", scale.deviation }, { "classes", classes } };
}

void from_json (const nlohmann::json& json, DescriptorScale& scale)
{
    scale = { json.at ("key"), json.at ("mean"), json.at ("deviation"), {} };

    for (const auto& range : json.at ("classes"))
        scale.classes.push_back ({ range.at (0), range.at (1), range.at (2) });
}

namespace
{
/** As many as the network takes, in the one order, each with a range for each class. */
bool fit (const std::vector<DescriptorScale>& scales, const ModelInfo& info)
{
    if (static_cast<int> (scales.size()) != info.network.descriptors)
        return false;

    for (std::size_t i = 0; i < scales.size(); ++i)
        if (scales[i].key != allDescriptors()[i].key || ! (scales[i].deviation > 0)
            || scales[i].classes.size() != info.classes.size())
            return false;

    return true;
}
} // namespace

namespace
{
bool fit (const std::optional<Distilled>& distilled)
{
    return ! distilled
           || (! distilled->levels.empty() && distilled->levels.back() > 0
               && std::is_sorted (distilled->levels.rbegin(), distilled->levels.rend()));
}

bool isSane (const ModelInfo& info)
{
    return static_cast<int> (info.classes.size()) == info.network.classes && info.sampleRate >= 1000
           && info.sampleRate <= 384000 && info.emphasis >= 0 && info.emphasis < 1 && info.smallestRatio > 0
           && info.largestRatio > info.smallestRatio && info.length >= 2 * info.lengthMultiple()
           && info.length % info.lengthMultiple() == 0 && fit (info.descriptors, info) && fit (info.distilled);
}

void readProcess (const nlohmann::json& json, ModelInfo& info)
{
    constexpr double least = 0.1, most = 4.0; // as a recipe's
    info.network.classes = 0;
    info.trainedWith = { processFromKey (json.at ("key").get<std::string>()), json.at ("gamma"), json.at ("eta") };

    for (const auto number : { info.trainedWith.gamma, info.trainedWith.eta })
        if (! (number >= least && number <= most))
            throw Error ("The numbers of the model's process are out of range");

    takeRatios (info);
}
} // namespace

void to_json (nlohmann::json& json, const ModelInfo& info)
{
    const bool isCrash = info.architecture == Architecture::crashUnet;

    json = { { "format_version", ModelInfo::formatVersion },
             { "architecture", keyOf (info.architecture) },
             { "classes", info.classes },
             { "descriptors", info.descriptors },
             { "sample_rate", info.sampleRate },
             { "length", info.length },
             { "emphasis", info.emphasis },
             { "ratios", { info.smallestRatio, info.largestRatio } },
             { "predicts", isCrash ? "noise" : "denoised" },
             { "licence", info.licence },
             { "training", info.training } };

    if (info.distilled)
        json["distilled"] = { { "levels", info.distilled->levels },
                              { "guidance", info.distilled->guidance },
                              { "descriptor_guidance", info.distilled->descriptorGuidance } };

    if (isCrash)
        json["process"] = { { "key", keyOf (info.trainedWith.kind) },
                            { "gamma", info.trainedWith.gamma },
                            { "eta", info.trainedWith.eta } };
    else
        json["network"] = info.network;
}

void from_json (const nlohmann::json& json, ModelInfo& info)
{
    const int version = json.at ("format_version");

    if (version > ModelInfo::formatVersion)
        throw Error ("The model is of format " + std::to_string (version)
                     + ", newer than this program knows; update Stochastick");

    info.architecture = architectureFromKey (json.value ("architecture", keyOf (Architecture::scoreUnet)));
    info.classes = json.at ("classes").get<std::vector<std::string>>();
    info.descriptors = json.value ("descriptors", std::vector<DescriptorScale> {}); // unknown to the first models
    info.sampleRate = json.at ("sample_rate");
    info.length = json.at ("length");
    info.emphasis = json.at ("emphasis");
    info.smallestRatio = json.at ("ratios").at (0);
    info.largestRatio = json.at ("ratios").at (1);
    info.licence = json.at ("licence");
    info.training = json.at ("training");

    info.distilled.reset();

    if (const auto found = json.find ("distilled"); found != json.end())
        info.distilled = { found->at ("levels").get<std::vector<double>>(), found->at ("guidance"),
                           found->at ("descriptor_guidance") };

    if (info.architecture == Architecture::crashUnet)
        readProcess (json.at ("process"), info);
    else
        info.network = json.at ("network");

    if (! isSane (info))
        throw Error ("The model's configuration contradicts itself");
}
} // namespace stochastick
