#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace at
{
class Tensor; // recipes include this header and see no tensor
}

namespace stochastick
{
/** What is done to an estimate of the clean sound that leaves the range of sounds, as strong guidance makes it do. */
enum class ThresholdKind
{
    none,
    clip,   ///< static: limited to ±limit
    dynamic ///< Imagen's (arXiv 2205.11487, section 2.3): limited to ±the percentile of |sound| if that is above the
            ///< limit, then scaled down to the limit
};

struct Thresholding
{
    ThresholdKind kind = ThresholdKind::none;
    double limit = 1.0;       ///< 0.01…10; full scale is 1
    double percentile = 99.5; ///< 50…100, of the samples of a sound; of `dynamic`

    bool operator== (const Thresholding&) const = default;
};

struct ThresholdInfo
{
    ThresholdKind kind;
    std::string key;  ///< on the command line and in recipes
    std::string name; ///< for people
};

const std::vector<ThresholdInfo>& allThresholds();
const std::string& keyOf (ThresholdKind kind);
ThresholdKind thresholdFromKey (std::string_view key); ///< throws UsageError with the nearest known key

/** Of each sound of (batch, 1, samples) on its own. Samplers derive ε from the estimate that they are given, so one that is
    limited here is consistent with the noise they keep. Any thread. */
at::Tensor limited (const at::Tensor& sound, const Thresholding& thresholding);
} // namespace stochastick
