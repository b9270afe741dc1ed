#pragma once

#include "Diffusion/GaussianMixture.h"
#include "Diffusion/NoiseLevels.h"
#include "Diffusion/Sampler.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace stochastick::test
{
inline Tensor asState (const std::vector<double>& values)
{
    return torch::tensor (values, torch::kFloat64).reshape ({ 1, 1, -1 });
}

inline double rootMeanSquare (const Tensor& x)
{
    return x.square().mean().sqrt().item<double>();
}

inline double largestDifference (const Tensor& a, const Tensor& b)
{
    return (a - b).abs().max().item<double>();
}

/** From end to end of the process, unless told otherwise. */
inline std::vector<double> levelsOf (LevelSpacing spacing, const Process& process, int steps, double largest = 1e9,
                                     double smallest = 0.0)
{
    return noiseLevels ({ .spacing = spacing, .exponent = 7.0, .list = {} }, steps, { process, largest, smallest });
}

inline SamplingRun runOf (SamplerKind kind, const Process& process, const std::vector<double>& levels,
                          const SamplerControls& controls = {})
{
    return { .sampler = kind,
             .controls = controls,
             .process = process,
             .levels = levels,
             .cancel = {},
             .onProgress = {},
             .adjustEstimate = {} };
}

template <typename Predicate>
std::vector<SamplerInfo> samplersThat (Predicate&& wanted)
{
    auto samplers = allSamplers();
    std::erase_if (samplers, [&] (const SamplerInfo& info) { return ! wanted (info); });
    return samplers;
}

inline std::vector<SamplerInfo> fixedDeterministicSamplers()
{
    return samplersThat ([] (const SamplerInfo& info) { return ! info.stochastic && ! info.adaptive; });
}

inline std::vector<SamplerInfo> stochasticSamplers()
{
    return samplersThat ([] (const SamplerInfo& info) { return info.stochastic; });
}

/** Whether a rule asks the process for more than the ratio, so that its moves differ from process to process. */
inline bool stepsInTime (const SamplerInfo& info)
{
    const std::vector<std::string> keys {
        "euler", "heun", "ancestral-large", "euler-maruyama", "stochastic-heun", "pc-reverse-diffusion", "gotta-go-fast"
    };
    return std::find (keys.begin(), keys.end(), info.key) != keys.end();
}

/** Drives a fixed rule by hand: its states at all levels, the first one included. (The denoiser does not see them all:
    UniPC asks at its guesses only.) The levels may rise. */
inline std::vector<Tensor> statesOf (const SamplerInfo& info, const Process& process, const std::vector<double>& levels,
                                     const Denoiser& denoise, const Tensor& start, const SamplerControls& controls = {},
                                     std::uint64_t seed = 0)
{
    const Noise noise (std::vector<std::uint64_t> (static_cast<std::size_t> (start.size (0)), seed));
    const SamplerContext context { denoise, process, noise, controls, static_cast<int> (levels.size()) - 1 };
    const auto sampler = info.create();
    std::vector<Tensor> states { start };

    for (std::size_t i = 0; i + 1 < levels.size(); ++i)
        states.push_back (sampler->move (context, { states.back(), levels[i] }, static_cast<int> (i), levels[i + 1]).x);

    return states;
}

/** Start points of the reference runs, spread over ±2.25 deviations of the noisiest level, and their exact images. */
struct MixtureMap
{
    MixtureMap (const GaussianMixture& mixture, double largest, double smallest, int points = 16)
    {
        std::vector<double> noisy, clean;

        for (int i = 0; i < points; ++i)
        {
            noisy.push_back ((-2.25 + 4.5 * i / (points - 1.0)) * std::sqrt (1.0 + largest * largest));
            clean.push_back (mixture.transported (noisy.back(), largest, smallest));
        }

        start = asState (noisy);
        end = asState (clean);
    }

    Tensor start, end;
};
} // namespace stochastick::test
