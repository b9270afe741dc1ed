#include "Diffusion/Thresholding.h"

#include "Support/KeyedTable.h"

#include <torch/utils.h>

namespace stochastick
{
const std::vector<ThresholdInfo>& allThresholds()
{
    static const std::vector<ThresholdInfo> table {
        { ThresholdKind::none, "none", "None" },
        { ThresholdKind::clip, "clip", "Clip" },
        { ThresholdKind::dynamic, "dynamic", "Dynamic (Imagen)" },
    };

    return table;
}

const std::string& keyOf (ThresholdKind kind)
{
    return rowOf (allThresholds(), &ThresholdInfo::kind, kind).key;
}

ThresholdKind thresholdFromKey (std::string_view key)
{
    return rowWithKey (allThresholds(), "threshold", key).kind;
}

at::Tensor limited (const at::Tensor& sound, const Thresholding& thresholding)
{
    const auto limit = thresholding.limit;

    switch (thresholding.kind)
    {
        case ThresholdKind::none: return sound;
        case ThresholdKind::clip: return sound.clamp (-limit, limit);
        case ThresholdKind::dynamic: break;
    }

    const auto reach = torch::quantile (sound.abs().flatten (1), thresholding.percentile / 100.0, 1, true)
                           .clamp_min (limit)
                           .unsqueeze (2); // (batch, 1, 1)
    return torch::max (torch::min (sound, reach), -reach) * (limit / reach);
}
} // namespace stochastick
