#include "Network/ScoreUnetConfig.h"

#include "Audio/Descriptors.h"
#include "Support/Error.h"
#include "Support/Nearest.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace stochastick
{
namespace
{
const std::vector<std::string> bottleneckKeys { "attention", "fnet", "none" };

void require (bool holds, const std::string& what)
{
    if (! holds)
        throw Error ("The network's configuration is wrong: " + what + '.');
}

/** Weights of the convolutions, roughly: enough to refuse what would fill the memory. */
double roughWeightCount (const ScoreUnetConfig& config)
{
    double count = 0;

    for (const auto& level : config.levels)
        count += 20.0 * level.blocks * level.channels * (level.channels + config.embeddingWidth);

    return count;
}
} // namespace

int ScoreUnetConfig::lengthMultiple() const
{
    std::int64_t samples = frameSize;

    for (std::size_t i = 0; i + 1 < levels.size(); ++i)
        samples = std::min (samples * levels[i].stride, std::int64_t { 1 } << 20); // far above what check() allows

    return static_cast<int> (samples);
}

void ScoreUnetConfig::check() const
{
    const auto between = [] (auto value, auto low, auto high) { return value >= low && value <= high; };

    require (between (frameSize, 2, 512) && frameSize % 2 == 0, "frame_size must be even and between 2 and 512");
    require (between (levels.size(), 1u, 8u), "there must be 1 to 8 levels");
    require (between (embeddingWidth, 8, 4096), "embedding_width must lie between 8 and 4096");
    require (between (classes, 1, 1000), "there must be 1 to 1000 classes");
    require (between (descriptors, 0, static_cast<int> (allDescriptors().size())),
             "it asks for descriptors that are not known");
    require (sigmaData > 0 && sigmaData < 100, "sigma_data must be positive");
    require (levels.front().bins == frameSize, "level 0 must have as many bins as frame_size");

    std::int64_t hop = frameSize;

    for (const auto& level : levels)
    {
        require (between (level.channels, 4, 4096), "channels must lie between 4 and 4096");
        require (between (level.stride, 1, 64), "strides must lie between 1 and 64");
        require (between (level.blocks, 1, 64), "blocks must lie between 1 and 64");
        require (level.bins >= 1 && level.bins <= hop, "bins must lie between 1 and the level's frame length");
        require (hop * level.bins <= 1 << 24, "a level's frame length times its bins must stay below 2^24");
        hop = std::min (hop * level.stride, std::int64_t { 1 } << 20);
    }

    require (! longWindows || (levels.back().bins % 2 == 0 && levels.back().bins <= 1024),
             "long windows need an even number of bins at the deepest level, up to 1024");
    require (between (lengthMultiple(), 2, 65536), "the deepest frame must have at most 65536 samples");
    require (roughWeightCount (*this) < 1e9, "it would have more than a thousand million weights");
    require (heads >= 1 && levels.back().channels % heads == 0, "heads must divide the deepest level's channels");
}

BottleneckKind bottleneckFromKey (std::string_view key)
{
    const auto found = std::find (bottleneckKeys.begin(), bottleneckKeys.end(), key);

    if (found == bottleneckKeys.end())
        throw UsageError (unknownKeySentence ("bottleneck", key, bottleneckKeys));

    return static_cast<BottleneckKind> (found - bottleneckKeys.begin());
}

void to_json (nlohmann::json& json, const ScoreUnetConfig& config)
{
    auto levels = nlohmann::json::array();

    for (const auto& level : config.levels)
        levels.push_back ({ { "channels", level.channels },
                            { "stride", level.stride },
                            { "blocks", level.blocks },
                            { "bins", level.bins } });

    json = { { "frame_size", config.frameSize },
             { "levels", levels },
             { "bottleneck", bottleneckKeys[static_cast<std::size_t> (config.bottleneck)] },
             { "heads", config.heads },
             { "embedding_width", config.embeddingWidth },
             { "classes", config.classes },
             { "descriptors", config.descriptors },
             { "expects_power", config.expectsPower },
             { "long_windows", config.longWindows },
             { "power_above_noise", config.powerAboveNoise },
             { "marks_synthetic", config.marksSynthetic },
             { "sigma_data", config.sigmaData } };
}

void from_json (const nlohmann::json& json, ScoreUnetConfig& config)
try
{
    config.levels.clear();

    for (const auto& level : json.at ("levels"))
        config.levels.push_back ({ level.at ("channels"), level.at ("stride"), level.at ("blocks"), level.at ("bins") });

    config.frameSize = json.at ("frame_size");
    config.bottleneck = bottleneckFromKey (json.at ("bottleneck").get<std::string>());
    config.heads = json.at ("heads");
    config.embeddingWidth = json.at ("embedding_width");
    config.classes = json.at ("classes");
    config.descriptors = json.value ("descriptors", 0); // unknown to the first models
    config.expectsPower = json.value ("expects_power", false);
    config.longWindows = json.value ("long_windows", false);
    config.powerAboveNoise = json.value ("power_above_noise", false);
    config.marksSynthetic = json.value ("marks_synthetic", false);
    config.sigmaData = json.at ("sigma_data");
    config.check();
}
catch (const nlohmann::json::exception&)
{
    throw Error ("The network's configuration is wrong: it is incomplete or something is of the wrong type.");
}
} // namespace stochastick
