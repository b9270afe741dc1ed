#include "Network/ScoreUnet.h"

#include "Support/Error.h"

#include <cmath>
#include <torch/types.h>

namespace stochastick
{
using torch::Tensor;
namespace nn = torch::nn;

namespace
{
/** Bins of level 0 share gains in groups that widen upwards, as hearing's bands do: four single ones, then three an octave. */
Tensor groupBins (int bins)
{
    std::vector<std::int64_t> groups;

    for (int bin = 0; bin < bins; ++bin)
        groups.push_back (bin < 4 ? bin : 4 + std::lround (std::floor (3.0 * std::log2 (bin / 4.0))));

    return torch::tensor (groups);
}

template <typename Layer>
Layer zeroed (Layer layer)
{
    zeroInitialise (*layer);
    return layer;
}

/** (batch) → (batch, 1, 1), to scale (batch, channels, frames). */
Tensor broadcast (const Tensor& perSound)
{
    return perSound.view ({ -1, 1, 1 });
}
} // namespace

ScoreUnetImpl::ScoreUnetImpl (const ScoreUnetConfig& config)
    : sizes (config)
{
    sizes.check();
    const auto width = sizes.embeddingWidth;
    const auto frame = sizes.frameSize;
    const auto top = sizes.levels.front().channels;

    conditioning =
        register_module ("conditioning", Conditioning (sizes.classes, sizes.descriptors, width, sizes.marksSynthetic));
    // windows of two frames that overlap by half; the level of each window takes the place of one channel
    const auto windows = nn::Conv1dOptions (1, top - 1, 2 * frame).stride (frame).padding (frame / 2).bias (false);
    stem = register_module ("stem", nn::Conv1d (windows));

    if (sizes.expectsPower)
        expectedStem = register_module ("expected_stem", zeroed (nn::Conv1d (windows)));

    groupOfBin = register_buffer ("group_of_bin", groupBins (frame));

    int hop = frame;

    for (std::size_t i = 0; i < sizes.levels.size(); ++i)
    {
        levels.push_back (makeLevel (i, hop));
        hop *= sizes.levels[i].stride;
    }

    if (sizes.bottleneck != BottleneckKind::none)
    {
        const auto heads = sizes.bottleneck == BottleneckKind::attention ? sizes.heads : 0;

        for (int i = 0; i < sizes.levels.back().blocks; ++i)
            mixing.push_back (
                register_module ("mixing" + std::to_string (i), MixingBlock (sizes.levels.back().channels, heads, width)));
    }

    if (sizes.longWindows)
        longWindows = register_module ("long_windows", LongWindows (sizes.levels.back().bins, sizes.levels.back().channels));

    if (sizes.powerAboveNoise)
        powerAboveNoise = register_module ("power_above_noise", makePowerAboveNoise());

    draw = register_module (
        "draw", zeroed (nn::ConvTranspose1d (
                    nn::ConvTranspose1dOptions (top, 1, 2 * frame).stride (frame).padding (frame / 2).bias (false))));
}

ScoreUnetImpl::Level ScoreUnetImpl::makeLevel (std::size_t index, int hop)
{
    const auto& size = sizes.levels[index];
    const auto prefix = "level" + std::to_string (index) + '_';
    const auto deepest = index + 1 == sizes.levels.size();
    Level level;

    level.transform = register_module (prefix + "transform", std::make_shared<LappedTransform> (hop, size.bins));

    for (int i = 0; i < size.blocks; ++i)
    {
        const auto block = [&, i] (const char* direction, int channelsIn) {
            return register_module (prefix + direction + std::to_string (i),
                                    ResidualBlock (channelsIn, size.channels, sizes.embeddingWidth));
        };

        level.down.push_back (block ("down", size.channels));

        if (! deepest)
            level.up.push_back (block ("up", i == 0 ? 2 * size.channels : size.channels));
    }

    if (! deepest)
    {
        const auto deeper = sizes.levels[index + 1].channels;
        level.shrink = register_module (
            prefix + "shrink", nn::Conv1d (nn::Conv1dOptions (size.channels, deeper, size.stride).stride (size.stride)));
        level.grow = register_module (
            prefix + "grow",
            nn::ConvTranspose1d (nn::ConvTranspose1dOptions (deeper, size.channels, size.stride).stride (size.stride)));
    }

    const auto bands = index == 0 ? groupOfBin.max().item<std::int64_t>() + 1 : size.bins;
    const auto outputs = index == 0 ? bands : 2 * bands; // gains, and at the deeper levels drawings

    if (sizes.expectsPower)
        level.expected =
            register_module (prefix + "expected", ExpectedPower (sizes.classes, sizes.descriptors, hop,
                                                                 static_cast<int> (bands), sizes.marksSynthetic));

    level.headNorm = register_module (prefix + "head_norm", FrameNorm (size.channels));
    level.head = register_module (prefix + "head", zeroed (nn::Conv1d (nn::Conv1dOptions (size.channels, outputs, 1))));
    return level;
}

PowerAboveNoise ScoreUnetImpl::makePowerAboveNoise() const
{
    std::vector<int> bins, frames;
    int framesInDeepest = 1;

    for (auto level = sizes.levels.rbegin(); level != sizes.levels.rend(); ++level)
    {
        framesInDeepest *= level == sizes.levels.rbegin() ? 1 : level->stride;
        frames.insert (frames.begin(), framesInDeepest);
        bins.insert (bins.begin(), level->bins);
    }

    bins.erase (bins.begin()); // of level 0: in groups
    return PowerAboveNoise (groupOfBin, bins, frames, sizes.levels.back().channels);
}

/** The signal as one part for each level, from the deepest (lowest) up; together they are the whole. (batch, frames, bins) */
std::vector<Tensor> ScoreUnetImpl::split (const Tensor& signal) const
{
    std::vector<Tensor> parts (levels.size());
    auto rest = signal;

    for (std::size_t i = levels.size(); i-- > 0;)
    {
        parts[i] = levels[i].transform->analyse (rest);

        if (i > 0)
            rest = rest - levels[i].transform->synthesise (parts[i]);
    }

    return parts;
}

/** What the gains are before the network has looked: (batch, frames or 1, bands) for each level. */
std::vector<Tensor> ScoreUnetImpl::expectedLogits (const Tensor& ratio, const Tensor& condition,
                                                   const std::vector<Tensor>& parts)
{
    constexpr double halfExpected = 0.3; // noise-to-signal ratio
    const auto base = 2.0 * (sizes.sigmaData / broadcast (ratio)).log();
    const auto share = broadcast (ratio / (ratio + halfExpected));
    std::vector<Tensor> logits;

    for (std::size_t i = 0; i < levels.size(); ++i)
        logits.push_back (levels[i].expected ? base + share * levels[i].expected (condition, parts[i].size (1)) : base);

    return logits;
}

Tensor ScoreUnetImpl::gains (std::size_t index, const Tensor& logits) const
{
    const auto gain = torch::sigmoid (logits);
    return index == 0 ? gain.index_select (2, groupOfBin) : gain;
}

/** (batch, 1, samples) */
Tensor ScoreUnetImpl::expectedEstimate (const std::vector<Tensor>& logits, const std::vector<Tensor>& parts) const
{
    auto sum = levels[0].transform->synthesise (gains (0, logits[0]) * parts[0]);

    for (std::size_t i = 1; i < levels.size(); ++i)
        sum = sum + levels[i].transform->synthesise (gains (i, logits[i]) * parts[i]);

    return sum.unsqueeze (1);
}

/** The clean estimate of one level's part: (batch, samples). */
Tensor ScoreUnetImpl::rebuild (std::size_t index, const Tensor& part, const Tensor& logits, const Tensor& h,
                               const Tensor& ratio)
{
    auto& level = levels[index];
    const auto outScale =
        sizes.sigmaData / (broadcast (ratio).square() + sizes.sigmaData * sizes.sigmaData).sqrt() * broadcast (ratio);
    const auto features = torch::silu (level.headNorm (h));
    const auto outputs = level.head (features).transpose (1, 2); // (batch, frames, gains [+ drawings])

    if (index > 0)
    {
        const auto gainAndDrawing = outputs.chunk (2, 2);
        auto estimate = gains (index, logits + gainAndDrawing[0]) * part + outScale * gainAndDrawing[1];

        if (longWindows && index + 1 == levels.size())
            estimate = longWindows->filtered (estimate, features, ratio);

        return level.transform->synthesise (estimate);
    }

    return level.transform->synthesise (gains (0, logits + outputs) * part) + (outScale * draw (features)).squeeze (1);
}

/** What the deepest level hears of the sound itself: (batch, channels, frames), or 0. */
Tensor ScoreUnetImpl::heard (const std::vector<Tensor>& parts, const Tensor& ratio)
{
    auto sum = torch::zeros ({}, ratio.options());

    if (longWindows)
        sum = sum + longWindows->heard (parts.back(), ratio);

    if (powerAboveNoise)
        sum = sum + powerAboveNoise (parts, ratio);

    return sum;
}

Tensor ScoreUnetImpl::forward (const Tensor& x, const Tensor& ratio, const Tensor& condition)
{
    const auto multiple = sizes.lengthMultiple();

    if (x.size (2) < 2 * multiple || x.size (2) % multiple != 0)
        throw Error ("The network makes lengths that are a multiple of " + std::to_string (multiple)
                     + " samples (at least twice that), not " + std::to_string (x.size (2)) + '.');

    const auto told = conditioning (ratio, condition);
    const auto parts = split (x.squeeze (1));
    const auto inScale = (ratio.square() + sizes.sigmaData * sizes.sigmaData).rsqrt();
    const auto logits = expectedLogits (ratio, condition, parts);
    auto windows = stem (broadcast (inScale) * x);

    if (expectedStem)
        windows = windows + expectedStem (expectedEstimate (logits, parts) / sizes.sigmaData);

    auto h = splitLevel (windows); // (batch, channels, frames)
    std::vector<Tensor> skips;

    for (auto& level : levels)
    {
        if (! level.shrink)
            h = h + heard (parts, ratio);

        for (std::size_t i = 0; i < level.down.size(); ++i)
        {
            h = level.down[i](h, told);

            if (level.up.empty() && i < mixing.size())
                h = mixing[i](h, told);
        }

        skips.push_back (h);

        if (level.shrink)
            h = level.shrink (h);
    }

    auto estimate = rebuild (levels.size() - 1, parts.back(), logits.back(), h, ratio);

    for (std::size_t i = levels.size() - 1; i-- > 0;)
    {
        h = torch::cat ({ levels[i].grow (h), skips[i] }, 1);

        for (auto& block : levels[i].up)
            h = block (h, told);

        estimate = estimate + rebuild (i, parts[i], logits[i], h, ratio);
    }

    return estimate.unsqueeze (1);
}
} // namespace stochastick
