#include "Engine/InpaintingStudy.h"

#include "Diffusion/Inpainting.h"
#include "Diffusion/NoiseLevels.h"
#include "Diffusion/Sampler.h"

#include <numeric>
#include <torch/linalg.h>
#include <torch/utils.h>

namespace stochastick
{
using torch::Tensor;

namespace
{
constexpr double largestRatio = 40.0;

struct Problem
{
    KeptPart part;
    Tensor covariance; // (samples, samples)
    int sounds;
};

/** The process exp(−|distance|/reach). */
Tensor covarianceOf (int size, double reach)
{
    const auto places = torch::arange (size, torch::kFloat64);
    return (-(places.unsqueeze (0) - places.unsqueeze (1)).abs() / reach).exp();
}

Problem pairProblem()
{
    const auto state = [] (double a, double b) { return torch::tensor ({ a, b }, torch::kFloat64).reshape ({ 1, 1, 2 }); };
    return { { state (1.5, 0.0), state (1.0, 0.0) }, covarianceOf (2, 10.0), 1000 };
}

Problem signalProblem()
{
    auto keep = torch::ones ({ 1, 1, 64 }, torch::kFloat64);
    keep.narrow (2, 40, 24).zero_();
    return { { torch::linspace (-1.0, 2.0, 64, torch::kFloat64).reshape ({ 1, 1, -1 }), keep },
             covarianceOf (64, 20.0),
             250 };
}

/** D(x, ρ) = Σ(Σ + ρ²)⁻¹x. */
Denoiser denoiserOf (const Tensor& covariance)
{
    const auto [values, vectors] = torch::linalg_eigh (covariance);

    return [values = values, vectors = vectors] (const Tensor& x, double ratio) {
        return torch::matmul (torch::matmul (x, vectors) * (values / (values + ratio * ratio)), vectors.t());
    };
}

/** RMS over the free places of the error of their mean. */
double biasOf (const Problem& problem, FillMethod method, int resamplings)
{
    const auto& part = problem.part;
    const auto& process = processOf (ProcessKind::vpCosine);
    std::vector<std::uint64_t> seeds (static_cast<std::size_t> (problem.sounds));
    std::iota (seeds.begin(), seeds.end(), 0);
    const Noise noise (seeds);
    SamplingRun run { SamplerKind::ancestral,
                      {},
                      process,
                      noiseLevels ({ LevelSpacing::karras, 7.0, {} }, 20, { process, largestRatio, 0.01 }),
                      {} };
    auto denoise = denoiserOf (problem.covariance);
    run.resamplings = resamplings;

    if (method == FillMethod::reconstruction)
        denoise = reconstructing (denoise, part, 1.0);
    else
        run.constrain = [&] (const Tensor& x, double ratio, int draw) { return part.constrained (x, ratio, noise, draw); };

    const auto start = noise.normal (NoisePurpose::start, 0, part.known.size (2)).to (torch::kFloat64) * largestRatio;
    const auto made = sampleAlong (run, denoise, noise, start).samples.mean (0).flatten();
    const auto kept = part.keep.flatten().nonzero().flatten(), free = (1.0 - part.keep).flatten().nonzero().flatten();
    const auto inverse = torch::linalg_inv (problem.covariance.index_select (0, kept).index_select (1, kept));
    const auto cross = problem.covariance.index_select (0, free).index_select (1, kept);
    const auto exact = torch::matmul (cross, torch::matmul (inverse, part.known.flatten().index_select (0, kept)));
    return (made.index_select (0, free) - exact).square().mean().sqrt().item<double>();
}
} // namespace

std::vector<ControlStudy::Bias> studyInpainting()
{
    const torch::NoGradGuard noGradient;
    const auto pair = pairProblem(), signal = signalProblem();
    std::vector<ControlStudy::Bias> rows;
    const auto add = [&] (const std::string& name, FillMethod method, int resamplings) {
        rows.push_back ({ name, biasOf (pair, method, resamplings), biasOf (signal, method, resamplings) });
    };

    for (const auto resamplings : { 1, 2, 5, 10, 20 })
        add ("replacement, " + std::to_string (resamplings) + (resamplings == 1 ? " move" : " moves") + " a level",
             FillMethod::replacement, resamplings);

    add ("reconstruction", FillMethod::reconstruction, 1);
    return rows;
}
} // namespace stochastick
