#pragma once

#include "Diffusion/SamplerControls.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace stochastick
{
class Sampler;

enum class SamplerKind
{
    ddim,            ///< DDIM(η), arXiv 2010.02502; η = 0 is Euler's rule in ρ
    euler,           ///< Euler on the probability-flow ODE in the process's t, arXiv 2011.13456 (CRASH's "ODE")
    heun,            ///< Heun on the same ODE
    heunEdm,         ///< Heun in ρ, arXiv 2206.00364, algorithm 1
    rungeKutta45,    ///< Dormand & Prince's adaptive pair in ρ
    dpmSolver2,      ///< DPM-Solver-2, singlestep, arXiv 2206.00927, algorithm 1
    dpmSolver3,      ///< DPM-Solver-3, singlestep, algorithm 2
    dpmpp2m,         ///< DPM-Solver++(2M), arXiv 2211.01095
    dpmpp3m,         ///< DPM-Solver++(3M) with the coefficient that makes it third order
    dpmpp3mDamped,   ///< with the published coefficient: second order, calmer with few steps
    uniPc2,          ///< UniPC-2 in data prediction (B = e^−h − 1), arXiv 2302.04867
    uniPc3,          ///< UniPC-3
    adamsBashforth2, ///< Adams–Bashforth with k estimates in ρ
    adamsBashforth3,
    adamsBashforth4,
    ancestral,          ///< DDPM's ancestral sampling with the small variance, arXiv 2006.11239; = DDIM(1)
    ancestralLarge,     ///< with the large variance
    eulerMaruyama,      ///< on the reverse SDE in the process's t, arXiv 2011.13456
    crashSde,           ///< CRASH's algorithm 6, arXiv 2106.07431: Euler–Maruyama with ρ as time
    stochasticHeun,     ///< improved Euler on the reverse SDE
    dpmppSde2m,         ///< SDE-DPM-Solver++(2M), arXiv 2211.01095, appendix
    reverseDiffusionPc, ///< reverse-diffusion predictor, Langevin corrector, arXiv 2011.13456, algorithms 1–3
    ancestralPc,        ///< ancestral predictor, Langevin corrector
    langevin,           ///< annealed Langevin dynamics (SGLD), arXiv 1907.05600
    edmStochastic,      ///< EDM with churn, arXiv 2206.00364, algorithm 2
    gottaGoFast         ///< adaptive stochastic improved Euler, arXiv 2105.14080
};

/** Fixed rules visit the levels of the run; adaptive ones choose their own between the first and the last. */
struct SamplerInfo
{
    SamplerKind kind;
    std::string key;  ///< on the command line and in recipes: stable for ever
    std::string name; ///< for people
    int order;        ///< of convergence of the deterministic rule; 0 for stochastic ones
    bool stochastic;  ///< draws noise in every move; one that understands eta does so for eta > 0
    bool adaptive;
    int callsPerMove; ///< of an adaptive rule: per attempt
    int extraCalls;   ///< once in a run, beside the final denoising
    bool remembers;   ///< earlier estimates: its moves cannot be made twice
    std::vector<double SamplerControls::*> controls;
    std::unique_ptr<Sampler> (*create)();

    bool uses (double SamplerControls::*control) const;

    /** "deterministic", "stochastic", "adaptive deterministic" or "adaptive stochastic". */
    std::string nature() const;

    /** Network calls of a run of a fixed rule. */
    int callsFor (int levels) const { return callsPerMove * (levels - 1) + (levels > 1 ? extraCalls : 0) + 1; }
};

/** Every sampler, in the order in which menus show them. The one list: command line, plugin and docs read it. */
const std::vector<SamplerInfo>& allSamplers();
const SamplerInfo& infoOf (SamplerKind kind);
SamplerKind samplerFromKey (std::string_view key); ///< throws UsageError with the nearest known key
} // namespace stochastick
