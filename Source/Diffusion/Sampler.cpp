#include "Diffusion/Sampler.h"

#include "Diffusion/KeyedTable.h"
#include "Diffusion/Samplers/Samplers.h"

#include <algorithm>
#include <functional>
#include <stdexcept>

namespace stochastick
{
namespace
{
/** What is checked here is a mistake in our code, or in a recipe in the case of eta. */
void check (const SamplingRun& run, const Noise& noise, const Tensor& x)
{
    if (! (run.eta >= 0.0 && run.eta <= 1.0))
        throw UsageError ("Eta is " + std::to_string (run.eta) + " but must lie between 0 and 1.");

    const auto& levels = run.levels;

    if (levels.empty() || ! (levels.back() > 0.0)
        || std::adjacent_find (levels.begin(), levels.end(), std::less_equal<>()) != levels.end())
        throw std::invalid_argument ("noise levels must decrease and stay above 0");

    if (x.dim() != 3 || x.size (0) != noise.batchSize() || x.size (1) != 1)
        throw std::invalid_argument ("the state must be (batch, 1, samples) with one noise seed for each sound");
}
} // namespace

const std::vector<SamplerInfo>& allSamplers()
{
    static const std::vector<SamplerInfo> table {
        { SamplerKind::ddim, "ddim", "DDIM", 1, false, true, 1, createDdim },
        { SamplerKind::ancestral, "ancestral", "Ancestral (DDPM)", 0, true, false, 1, createAncestral },
        { SamplerKind::euler, "euler", "Euler", 1, false, false, 1, createEuler },
        { SamplerKind::heun, "heun", "Heun", 2, false, false, 2, createHeun },
        { SamplerKind::heunEdm, "heun-edm", "Heun (EDM)", 2, false, false, 2, createHeunEdm },
        { SamplerKind::dpmpp2m, "dpmpp-2m", "DPM-Solver++ (2M)", 2, false, false, 1, createDpmSolverPlusPlus2M },
    };

    return table;
}

const SamplerInfo& infoOf (SamplerKind kind)
{
    return rowOf (allSamplers(), &SamplerInfo::kind, kind);
}

SamplerKind samplerFromKey (std::string_view key)
{
    return rowWithKey (allSamplers(), "sampler", key).kind;
}

SamplingResult sampleAlong (const SamplingRun& run, const Denoiser& denoise, const Noise& noise, Tensor x)
{
    check (run, noise, x);

    int networkCalls = 0;
    Tensor estimate;

    const Denoiser watchedDenoise = [&] (const Tensor& state, double ratio) {
        run.cancel.throwIfCancelled();
        ++networkCalls;
        estimate = denoise (state, ratio);
        return estimate;
    };

    const auto moves = static_cast<int> (run.levels.size());
    const auto report = [&] (int move, double ratio) {
        if (run.onProgress)
            run.onProgress ({ move, moves, networkCalls, ratio, estimate });
    };

    const auto sampler = infoOf (run.sampler).create();
    const SamplerContext context { watchedDenoise, run.process, noise, run.eta };

    for (int i = 0; i + 1 < moves; ++i)
    {
        const auto from = run.levels[static_cast<std::size_t> (i)];
        const auto to = run.levels[static_cast<std::size_t> (i) + 1];
        x = sampler->step (context, x, i, from, to);
        report (i + 1, to);
    }

    const auto clean = watchedDenoise (x, run.levels.back());
    report (moves, 0.0);
    return { clean, networkCalls };
}
} // namespace stochastick
