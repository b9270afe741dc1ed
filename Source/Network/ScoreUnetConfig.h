#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace stochastick
{
enum class BottleneckKind
{
    attention, ///< multi-head self-attention over the deepest frames
    fnet,      ///< Fourier mixing, arXiv 2105.03824
    none       ///< convolutions alone
};

/** The architecture as data. Level 0 has frames of `frameSize` samples; each deeper level has longer ones. */
struct ScoreUnetConfig
{
    struct Level
    {
        int channels = 64;
        int stride = 4; ///< frames of this level to one frame of the next deeper one (unused at the deepest)
        int blocks = 1; ///< residual blocks on the way down, and as many on the way up
        int bins = 16;  ///< frequency bins of the Wiener head at this level, from 0 Hz up; level 0 takes all

        bool operator== (const Level&) const = default;
    };

    int frameSize = 32;
    std::vector<Level> levels { { 64, 4, 1, 32 }, { 128, 4, 1, 16 }, { 256, 1, 4, 16 } };
    BottleneckKind bottleneck = BottleneckKind::attention;
    int heads = 4;
    int embeddingWidth = 256;
    int classes = 9;
    int descriptors = 0;         ///< how many of allDescriptors() (Audio/Descriptors.h) the network can be told
    bool expectsPower = true;    ///< has tables of the power that is expected of each class (ExpectedPower.h)
    bool longWindows = true;     ///< hears and filters the deepest level's part in long windows (LongWindows.h)
    bool powerAboveNoise = true; ///< is told how far each band stands above the noise (PowerAboveNoise.h)
    bool marksSynthetic = false; ///< has a column that is 1 for procedural sounds, so that they can teach without being made
    double sigmaData = 0.11;     ///< standard deviation of the emphasised training sounds

    bool operator== (const ScoreUnetConfig&) const = default;

    /** Samples in one frame of the deepest level; lengths must be a multiple of it. */
    int lengthMultiple() const;

    /** Columns of a condition (Conditioning.h). */
    int conditionColumns() const { return classes + 1 + 2 * descriptors + (marksSynthetic ? 1 : 0); }

    /** Throws Error in a sentence when the sizes do not make a network. */
    void check() const;
};

void to_json (nlohmann::json& json, const ScoreUnetConfig& config);
void from_json (const nlohmann::json& json, ScoreUnetConfig& config);
BottleneckKind bottleneckFromKey (std::string_view key);
} // namespace stochastick
