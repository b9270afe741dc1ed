#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace stochastick
{
class Sampler;

enum class SamplerKind
{
    ddim,      ///< DDIM(η), arXiv 2010.02502; η = 0 is Euler's rule in ρ
    ancestral, ///< DDPM's ancestral sampling with the small variance, arXiv 2006.11239; = DDIM(1)
    euler,     ///< Euler on the probability-flow ODE in the process's t, arXiv 2011.13456 (CRASH's "ODE")
    heun,      ///< Heun on the same ODE
    heunEdm,   ///< Heun in ρ, arXiv 2206.00364, algorithm 1
    dpmpp2m    ///< DPM-Solver++(2M), arXiv 2211.01095
};

struct SamplerInfo
{
    SamplerKind kind;
    std::string key;  ///< on the command line and in recipes: stable for ever
    std::string name; ///< for people
    int order;        ///< of convergence of the deterministic rule; 0 for stochastic ones
    bool stochastic;  ///< draws noise in every move; one that `usesEta` does so for eta > 0
    bool usesEta;
    int callsPerMove;
    std::unique_ptr<Sampler> (*create)();
};

/** Every sampler, in the order in which menus show them. The one list: command line, plugin and docs read it. */
const std::vector<SamplerInfo>& allSamplers();
const SamplerInfo& infoOf (SamplerKind kind);
SamplerKind samplerFromKey (std::string_view key); ///< throws UsageError with the nearest known key
} // namespace stochastick
