#include "Diffusion/SamplerTable.h"

#include "Diffusion/Sampler.h"
#include "Diffusion/Samplers/Samplers.h"
#include "Support/KeyedTable.h"

#include <algorithm>

namespace stochastick
{
bool SamplerInfo::uses (double SamplerControls::*control) const
{
    return std::find (controls.begin(), controls.end(), control) != controls.end();
}

std::string SamplerInfo::nature() const
{
    return std::string (adaptive ? "adaptive " : "") + (stochastic ? "stochastic" : "deterministic");
}

const std::vector<SamplerInfo>& allSamplers()
{
    using C = SamplerControls;
    using K = SamplerKind;
    constexpr bool plain = false, drawn = true;       // stochastic
    constexpr bool fixed = false, adaptive = true;    // adaptive
    constexpr bool oneStep = false, multistep = true; // remembers
    static const std::vector<double C::*> none, eta { &C::eta }, churn { &C::churn }, snr { &C::correctorSnr },
        adapting { &C::tolerance, &C::absoluteTolerance, &C::maximumCalls };

    // clang-format off
    static const std::vector<SamplerInfo> table {
        { K::ddim, "ddim", "DDIM", 1, plain, fixed, 1, 0, oneStep, eta, createDdim },
        { K::euler, "euler", "Euler", 1, plain, fixed, 1, 0, oneStep, none, createEuler },
        { K::heun, "heun", "Heun", 2, plain, fixed, 2, 0, oneStep, none, createHeun },
        { K::heunEdm, "heun-edm", "Heun (EDM)", 2, plain, fixed, 2, 0, oneStep, none, createHeunEdm },
        { K::rungeKutta45, "rk45", "Runge–Kutta 4(5), adaptive", 5, plain, adaptive, 6, 1, multistep, adapting, createRungeKutta45 },
        { K::dpmSolver2, "dpm-solver-2", "DPM-Solver-2", 2, plain, fixed, 2, 0, oneStep, none, createDpmSolver2 },
        { K::dpmSolver3, "dpm-solver-3", "DPM-Solver-3", 3, plain, fixed, 3, 0, oneStep, none, createDpmSolver3 },
        { K::dpmpp2m, "dpmpp-2m", "DPM-Solver++ (2M)", 2, plain, fixed, 1, 0, multistep, none, createDpmSolverPlusPlus2M },
        { K::dpmpp3m, "dpmpp-3m", "DPM-Solver++ (3M)", 3, plain, fixed, 1, 0, multistep, none, createDpmSolverPlusPlus3M },
        { K::dpmpp3mDamped, "dpmpp-3m-damped", "DPM-Solver++ (3M, as published)", 2, plain, fixed, 1, 0, multistep, none, createDampedDpmSolverPlusPlus3M },
        { K::uniPc2, "unipc-2", "UniPC-2", 3, plain, fixed, 1, 1, multistep, none, createUniPc2 },
        { K::uniPc3, "unipc-3", "UniPC-3", 4, plain, fixed, 1, 1, multistep, none, createUniPc3 },
        { K::adamsBashforth2, "ab-2", "Adams–Bashforth 2", 2, plain, fixed, 1, 0, multistep, none, createAdamsBashforth2 },
        { K::adamsBashforth3, "ab-3", "Adams–Bashforth 3", 3, plain, fixed, 1, 0, multistep, none, createAdamsBashforth3 },
        { K::adamsBashforth4, "ab-4", "Adams–Bashforth 4", 4, plain, fixed, 1, 0, multistep, none, createAdamsBashforth4 },
        { K::ancestral, "ancestral", "Ancestral (DDPM)", 0, drawn, fixed, 1, 0, oneStep, none, createAncestral },
        { K::ancestralLarge, "ancestral-large", "Ancestral (DDPM, large variance)", 0, drawn, fixed, 1, 0, oneStep, none, createAncestralLarge },
        { K::eulerMaruyama, "euler-maruyama", "Euler–Maruyama", 0, drawn, fixed, 1, 0, oneStep, none, createEulerMaruyama },
        { K::crashSde, "crash-sde", "CRASH's SDE", 0, drawn, fixed, 1, 0, oneStep, none, createCrashSde },
        { K::stochasticHeun, "stochastic-heun", "Stochastic Heun", 0, drawn, fixed, 2, 0, oneStep, none, createStochasticHeun },
        { K::dpmppSde2m, "dpmpp-sde-2m", "SDE-DPM-Solver++ (2M)", 0, drawn, fixed, 1, 0, multistep, none, createSdeDpmSolverPlusPlus2M },
        { K::reverseDiffusionPc, "pc-reverse-diffusion", "Predictor–corrector (reverse diffusion)", 0, drawn, fixed, 2, 0, oneStep, snr, createReverseDiffusionPc },
        { K::ancestralPc, "pc-ancestral", "Predictor–corrector (ancestral)", 0, drawn, fixed, 2, 0, oneStep, snr, createAncestralPc },
        { K::langevin, "langevin", "Annealed Langevin", 0, drawn, fixed, 5, 0, oneStep, snr, createLangevin },
        { K::edmStochastic, "edm-stochastic", "EDM with churn", 0, drawn, fixed, 2, 0, oneStep, churn, createEdmStochastic },
        { K::gottaGoFast, "gotta-go-fast", "Gotta Go Fast, adaptive", 0, drawn, adaptive, 2, 0, multistep, adapting, createGottaGoFast },
    };
    // clang-format on

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
} // namespace stochastick
