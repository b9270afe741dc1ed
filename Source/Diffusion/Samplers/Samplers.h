#pragma once

#include "Diffusion/Sampler.h"

#include <memory>

/** One factory for each rule; the rule itself is in the file of its name. People use the table in Sampler.h.

    Rules write a·x + b·y as separate products and a sum: ATen's add with a factor is one fused operation where the CPU
    has FMA and two elsewhere (measured with 1.13), so the last bit of a move would depend on the machine. */
namespace stochastick
{
std::unique_ptr<Sampler> createDdim();
std::unique_ptr<Sampler> createAncestral();
std::unique_ptr<Sampler> createEuler();
std::unique_ptr<Sampler> createHeun();
std::unique_ptr<Sampler> createHeunEdm();
std::unique_ptr<Sampler> createDpmSolverPlusPlus2M();
} // namespace stochastick
