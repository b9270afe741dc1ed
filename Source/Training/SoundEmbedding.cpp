#include "Training/SoundEmbedding.h"

#include "Audio/Features.h"
#include "Audio/Shaping.h"

#include <algorithm>
#include <array>

namespace stochastick
{
using torch::Tensor;

namespace
{
constexpr int bands = 32;

/** Frames of 256 samples (5.8 ms) at which the spans begin; the last entry is the end, 0.74 s. */
constexpr std::array<int, 17> spans { 0, 1, 2, 3, 4, 6, 8, 11, 15, 20, 27, 36, 48, 62, 80, 102, 128 };

Tensor covariance (const Tensor& centred)
{
    return torch::matmul (centred.t(), centred) / static_cast<double> (centred.size (0) - 1);
}
} // namespace

Tensor embedSound (const MonoAudio& original)
{
    auto audio = original;
    fitLength (audio, 32768, 0.02);
    normalisePeak (audio, -1.0);

    const auto mel = logMel (audio, { .bands = bands });
    const auto frames = torch::tensor (mel.values).view ({ mel.frames, bands });
    std::vector<Tensor> means;

    for (std::size_t i = 0; i + 1 < spans.size(); ++i)
        means.push_back (frames.slice (0, spans[i], std::min (spans[i + 1], mel.frames)).mean (0));

    return torch::cat (means);
}

Tensor embedSounds (const std::vector<MonoAudio>& sounds)
{
    std::vector<Tensor> rows;

    for (const auto& sound : sounds)
        rows.push_back (embedSound (sound));

    return torch::stack (rows);
}

PrincipalComponents::PrincipalComponents (const Tensor& reference, int components)
{
    const auto values64 = reference.to (torch::kFloat64);
    mean = values64.mean (0, true);
    const auto [values, vectors] = torch::linalg_eigh (covariance (values64 - mean)); // ascending
    directions = (vectors / values.clamp_min (1e-9).sqrt().unsqueeze (0)).slice (1, vectors.size (1) - components);
}

Tensor PrincipalComponents::project (const Tensor& embeddings) const
{
    return torch::matmul (embeddings.to (torch::kFloat64) - mean, directions);
}
} // namespace stochastick
