#include "Diffusion/LevelCosts.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <torch/fft.h>
#include <torch/utils.h>

namespace stochastick
{
namespace
{
/** The powers of blocks in time and bands in frequency, (blocks, bands), in an orthonormal scale. */
class TimeFrequency
{
public:
    explicit TimeFrequency (std::int64_t samples)
        : block (std::min<std::int64_t> (samples, 512))
    {
    }

    Tensor powersOf (const Tensor& sound) const
    {
        const auto flat = sound.flatten();
        const auto blocks = flat.narrow (0, 0, flat.size (0) / block * block).reshape ({ -1, block });
        return torch::view_as_real (torch::fft::rfft (blocks, {}, 1, "ortho")).square().sum (-1);
    }

private:
    std::int64_t block;
};

/** Each with its eight neighbours, so that one block's chance does not count as silence. */
Tensor smoothed (const Tensor& powers)
{
    return torch::avg_pool2d (powers.unsqueeze (0), { 3, 3 }, { 1, 1 }, { 1, 1 }, false, false).squeeze (0);
}

/** A sampled path on the fine grid; index 0 is the cleanest level. */
struct Path
{
    std::vector<Tensor> states, estimates, slopes; ///< slopes: dD/dλ
};

/** Solved with DPM-Solver++(2M) from level to level. */
Path pathOn (const std::vector<double>& grid, const Denoiser& denoise, const Tensor& unitNoise, const CancelToken& cancel)
{
    const auto count = grid.size();
    Path path { std::vector<Tensor> (count), std::vector<Tensor> (count), std::vector<Tensor> (count) };
    path.states[count - 1] = unitNoise * grid.back();

    for (auto i = count; i-- > 0;)
    {
        cancel.throwIfCancelled();
        const auto estimate = denoise (path.states[i], grid[i]);
        path.estimates[i] = estimate;
        path.slopes[i] = i + 1 < count ? (estimate - path.estimates[i + 1]) / std::log (grid[i + 1] / grid[i])
                                       : torch::zeros_like (estimate);

        if (i > 0)
        {
            const auto h = std::log (grid[i] / grid[i - 1]);
            path.states[i - 1] = path.states[i] * std::exp (-h) - (estimate + path.slopes[i] * (0.5 * h)) * std::expm1 (-h);
        }
    }

    return path;
}
} // namespace

LevelCosts::LevelCosts (std::vector<double> increasingRatios)
    : grid (std::move (increasingRatios)),
      noiseLoss (grid.size(), 0.0),
      endErrors (grid.size(), 0.0),
      moveErrors (grid.size(), std::vector<double> (grid.size(), 0.0))
{
    if (grid.size() < 3)
        throw std::invalid_argument ("a grid of noise levels has at least three");
}

void LevelCosts::addNoiseLoss (const Denoiser& denoise, const Tensor& sound, const Noise& noise, const CancelToken& cancel)
{
    for (std::size_t i = 0; i < grid.size(); ++i)
    {
        cancel.throwIfCancelled();
        const auto drawn = noise.normal (NoisePurpose::step, static_cast<int> (i), sound.size (2)).to (sound.options());
        const auto x = sound + drawn * grid[i];
        const auto error = drawn - predictedNoise (x, denoise (x, grid[i]), grid[i]);
        noiseLoss[i] += error.square().sum().item<double>();
    }

    ++lossSounds;
}

void LevelCosts::addMoveErrors (const Denoiser& denoise, const Tensor& noiseAtUnitScale, const CancelToken& cancel)
{
    const auto path = pathOn (grid, denoise, noiseAtUnitScale, cancel);
    const TimeFrequency transform (noiseAtUnitScale.size (2));
    const auto end = transform.powersOf (path.estimates.front());
    const auto signal = smoothed (end);
    const auto size = end.sum().clamp_min (1e-12);

    for (std::size_t from = 0; from < grid.size(); ++from)
        endErrors[from] +=
            std::sqrt ((transform.powersOf (path.estimates[from] - path.estimates.front()).sum() / size).item<double>());

    for (std::size_t to = 0; to + 1 < grid.size(); ++to)
    {
        const auto kept = signal / (signal + grid[to] * grid[to]) / size;

        for (auto from = to + 1; from < grid.size(); ++from)
        {
            const auto h = std::log (grid[from] / grid[to]);
            const auto target = path.estimates[from] + path.slopes[from] * (0.5 * h);
            const auto reached = path.states[from] * std::exp (-h) - target * std::expm1 (-h);
            const auto error = transform.powersOf (reached - path.states[to]);
            moveErrors[from][to] += std::sqrt ((error * kept).sum().item<double>());
        }
    }

    ++errorSounds;
}

LearnedLevels LevelCosts::result() const
{
    if (lossSounds == 0 || errorSounds == 0)
        throw std::logic_error ("level costs need at least one sound of each kind");

    auto losses = noiseLoss;
    auto errors = moveErrors;
    auto ends = endErrors;

    for (auto& loss : losses)
        loss /= lossSounds;

    for (auto& error : ends)
        error /= errorSounds;

    for (auto& row : errors)
        for (auto& error : row)
            error /= errorSounds;

    return { grid, losses, errors, ends };
}
} // namespace stochastick
