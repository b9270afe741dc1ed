#include "Diffusion/SamplerTestTools.h"
#include "Diffusion/Samplers/BrownianPath.h"
#include "Reference/ReferenceTable.h"

#include <catch2/catch.hpp>

using namespace stochastick;
using namespace stochastick::test;

namespace
{
const Process& cosine = processOf (ProcessKind::vpCosine);

Tensor soundOf (SamplerKind kind, const SamplerControls& controls)
{
    const auto levels = levelsOf (LevelSpacing::uniformTime, cosine, 10);
    const Noise noise ({ 5 });
    const auto start = noise.normal (NoisePurpose::start, 0, 100);
    return sampleAlong (runOf (kind, cosine, levels, controls), gaussianDenoiser (0.0, 0.3), noise, start).samples;
}

Tensor drawOf (const Noise& noise, NoisePurpose purpose, int step, std::int64_t samples)
{
    return noise.normal (purpose, step, samples).to (torch::kFloat64);
}

/** How strongly a rule in ρ adds the noise of a move. */
double strengthOf (SamplerKind kind, double eta, double from, double to)
{
    const auto share = 1.0 - to * to / (from * from);
    return kind == SamplerKind::crashSde ? from * std::sqrt (share) : eta * to * std::sqrt (share);
}

/** What a denoiser must add to its estimate so that a move of a rule on the reverse SDE adds g·missing besides its own
    noise: such a move adds −h·(g²/sigma)·ε, and ε = (x − D)/ρ. */
Tensor smuggled (const Tensor& missing, double ratio, double h)
{
    const auto t = cosine.timeOf (ratio);
    return missing * (ratio * cosine.sigma (t) / (std::sqrt (cosine.diffusionSquared (t)) * h));
}
} // namespace

TEST_CASE ("ancestral sampling is DDIM with eta 1, to the bit")
{
    CHECK (torch::equal (soundOf (SamplerKind::ancestral, {}), soundOf (SamplerKind::ddim, { .eta = 1.0 })));
    CHECK_FALSE (torch::equal (soundOf (SamplerKind::ancestral, {}), soundOf (SamplerKind::ddim, { .eta = 0.5 })));
}

TEST_CASE ("EDM without churn is its deterministic rule, to the bit")
{
    CHECK (torch::equal (soundOf (SamplerKind::edmStochastic, { .churn = 0.0 }), soundOf (SamplerKind::heunEdm, {})));
    CHECK_FALSE (torch::equal (soundOf (SamplerKind::edmStochastic, { .churn = 1.0 }), soundOf (SamplerKind::heunEdm, {})));
}

TEST_CASE ("EDM's churn is limited to a factor of the square root of 2 in each move")
{
    // 9 moves: from 9·(√2 − 1) = 3.73 on, more churn changes nothing.
    CHECK (torch::equal (soundOf (SamplerKind::edmStochastic, { .churn = 3.8 }),
                         soundOf (SamplerKind::edmStochastic, { .churn = 100.0 })));
    CHECK_FALSE (torch::equal (soundOf (SamplerKind::edmStochastic, { .churn = 3.6 }),
                               soundOf (SamplerKind::edmStochastic, { .churn = 100.0 })));
}

// Our noise cannot be the recorded one, but a move in ρ is affine in it: take ours out and put the recorded one in.
TEST_CASE ("stochastic rules in the noise-to-signal ratio reproduce the reference runs with their recorded noise")
{
    const auto levels = levelsOf (LevelSpacing::uniformTime, cosine, 11);
    const auto denoise = referenceMixture().denoiser();
    const Noise noise ({ 1 });

    const auto check = [&] (const std::string& table, SamplerKind kind, double eta) {
        CAPTURE (table);
        const ReferenceTable reference (table);
        const SamplerControls controls { .eta = eta };
        const SamplerContext context { denoise, cosine, noise, controls, 10 };
        const auto sampler = infoOf (kind).create();
        auto x = asState (reference.row ("start")) / cosine.mean (cosine.tMax());

        for (int i = 0; i < 10; ++i)
        {
            const auto from = levels[static_cast<std::size_t> (i)];
            const auto to = levels[static_cast<std::size_t> (i) + 1];
            const auto recorded = asState (reference.row ("noise/" + std::to_string (i)));
            const auto missing = recorded - drawOf (noise, NoisePurpose::step, i, x.size (2));
            x = sampler->move (context, { x, from }, i, to).x + missing * strengthOf (kind, eta, from, to);
        }

        CHECK (largestDifference (denoise (x, levels.back()), asState (reference.row ("result"))) < 1e-9);
    };

    check ("mixture-noise-ancestral", SamplerKind::ancestral, 1.0);
    check ("mixture-noise-ddim-half", SamplerKind::ddim, 0.5);
    check ("mixture-noise-crash-sde", SamplerKind::crashSde, 1.0);
    check ("mixture-noise-dpmpp-sde-2m", SamplerKind::dpmppSde2m, 1.0);
}

TEST_CASE ("stochastic rules on the reverse SDE reproduce the reference runs with their recorded noise")
{
    const auto levels = levelsOf (LevelSpacing::uniformTime, cosine, 11);
    const auto exact = referenceMixture().denoiser();
    const Noise noise ({ 1 });

    for (const auto kind : { SamplerKind::eulerMaruyama, SamplerKind::stochasticHeun })
    {
        CAPTURE (infoOf (kind).key);
        const ReferenceTable reference ("mixture-noise-" + infoOf (kind).key);
        const SamplerControls controls;
        const auto sampler = infoOf (kind).create();
        auto x = asState (reference.row ("start")) / cosine.mean (cosine.tMax());

        for (int i = 0; i < 10; ++i)
        {
            const auto from = levels[static_cast<std::size_t> (i)];
            const auto to = levels[static_cast<std::size_t> (i) + 1];
            const auto h = cosine.timeOf (from) - cosine.timeOf (to);
            const auto recorded = asState (reference.row ("noise/" + std::to_string (i)));
            const auto missing = (recorded - drawOf (noise, NoisePurpose::step, i, x.size (2))) * std::sqrt (h);
            const Denoiser smuggling = [&] (const Tensor& y, double ratio) {
                return exact (y, ratio) + smuggled (missing, ratio, h);
            };
            x = sampler->move ({ smuggling, cosine, noise, controls, 10 }, { x, from }, i, to).x;
        }

        CHECK (largestDifference (exact (x, levels.back()), asState (reference.row ("result"))) < 1e-9);
    }
}

// The reference draws anew after a rejection, so what it drew takes the place of what our path gives, bridges and all.
TEST_CASE ("Gotta Go Fast takes, rejects and scales its steps as the reference run does, with its recorded noise")
{
    const ReferenceTable reference ("mixture-noise-gotta-go-fast");
    const auto& steps = reference.row ("steps");
    const auto& times = reference.row ("times");
    const auto exact = referenceMixture().denoiser();
    const Noise noise ({ 1 });
    const SamplerControls controls { .tolerance = 0.05, .absoluteTolerance = 0.0078 };
    const auto sampler = infoOf (SamplerKind::gottaGoFast).create();
    const auto first = cosine.ratio (cosine.tMax()), last = cosine.ratio (cosine.tMin());
    SamplingState state { asState (reference.row ("start")) / cosine.mean (cosine.tMax()), first };
    BrownianPath mirror;
    int rejected = 0;

    for (std::size_t i = 0; i < steps.size(); ++i)
    {
        CAPTURE (i);
        const auto h = steps[i];
        const auto recorded = asState (reference.row ("noise/" + std::to_string (i))) * std::sqrt (h);
        Tensor missing;
        const Denoiser smuggling = [&] (const Tensor& y, double ratio) {
            return exact (y, ratio) + smuggled (missing, ratio, h);
        };
        const SamplerContext context { smuggling, cosine, noise, controls, 1 };
        const auto ours = mirror.next (context, state.x, h);
        missing = recorded - ours;

        const auto before = state.ratio;
        state = sampler->move (context, state, static_cast<int> (i), last);
        CHECK (cosine.timeOf (state.ratio) == Approx (times[i]).margin (1e-10));

        if (state.ratio == before)
        {
            mirror.takeBack (ours, h);
            ++rejected;
        }
    }

    CHECK (rejected == 4);
    CHECK (largestDifference (state.x, asState (reference.row ("state"))) < 1e-8);
}

// On N(mean, s²) a move takes x − mean to a·(x − mean) + b·z.
TEST_CASE ("with few levels the variance on a Gaussian is the one of the recursion in closed form")
{
    constexpr std::int64_t drawCount = 10'000;
    const double mean = -0.2, deviation = 0.5, s2 = deviation * deviation;
    const auto levels = levelsOf (LevelSpacing::karras, cosine, 6, 10.0, 0.1);
    const Noise noise ({ 8 });

    const auto check = [&] (SamplerKind kind, double eta, auto&& a, auto&& b) {
        CAPTURE (infoOf (kind).key, eta);
        double variance = 100.0;

        for (std::size_t i = 0; i + 1 < levels.size(); ++i)
            variance = std::pow (a (levels[i], levels[i + 1]), 2) * variance + std::pow (b (levels[i], levels[i + 1]), 2);

        const auto shrink = s2 / (s2 + levels.back() * levels.back());
        const auto start = drawOf (noise, NoisePurpose::start, 0, drawCount) * 10.0 + mean;
        const auto run = runOf (kind, cosine, levels, { .eta = eta });
        const auto result = sampleAlong (run, gaussianDenoiser (mean, deviation), noise, start).samples;
        CHECK (result.var().item<double>()
               == Approx (variance * shrink * shrink).epsilon (4.0 * std::sqrt (2.0 / static_cast<double> (drawCount))));
    };

    for (const double eta : { 0.0, 0.5, 1.0 })
    {
        const auto share = [=] (double from, double to) { return eta * eta * (1.0 - to * to / (from * from)); };
        check (
            SamplerKind::ddim, eta,
            [&] (double from, double to) {
                return (s2 + to * std::sqrt (1.0 - share (from, to)) * from) / (s2 + from * from);
            },
            [&] (double from, double to) { return to * std::sqrt (share (from, to)); });
    }

    const auto ancestral = [&] (double from, double to) { return (s2 + to * to) / (s2 + from * from); };
    const auto length = [] (double from, double to) { return std::sqrt (from * from - to * to); };
    check (SamplerKind::ancestral, 0.0, ancestral, [&] (double from, double to) { return to / from * length (from, to); });
    check (SamplerKind::ancestralLarge, 0.0, ancestral, [&] (double from, double to) {
        return cosine.mean (cosine.timeOf (from)) / cosine.mean (cosine.timeOf (to)) * length (from, to);
    });
    check (
        SamplerKind::crashSde, 0.0,
        [&] (double from, double to) { return 1.0 + 2.0 * (to - from) * from / (s2 + from * from); }, length);
}
