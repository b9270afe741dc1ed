#pragma once

#include "Diffusion/Sampler.h"

#include <memory>

/** One factory for each rule; the rule itself is in the file of its name. People use the table in SamplerTable.h.

    Rules write a·x + b·y as separate products and a sum: ATen's add with a factor is one fused operation where the CPU
    has FMA and two elsewhere (measured with 1.13), so the last bit of a move would depend on the machine. */
namespace stochastick
{
std::unique_ptr<Sampler> createDdim();
std::unique_ptr<Sampler> createEuler();
std::unique_ptr<Sampler> createHeun();
std::unique_ptr<Sampler> createHeunEdm();
std::unique_ptr<Sampler> createRungeKutta45();
std::unique_ptr<Sampler> createDpmSolver2();
std::unique_ptr<Sampler> createDpmSolver3();
std::unique_ptr<Sampler> createDpmSolverPlusPlus2M();
std::unique_ptr<Sampler> createDpmSolverPlusPlus3M();
std::unique_ptr<Sampler> createDampedDpmSolverPlusPlus3M();
std::unique_ptr<Sampler> createUniPc2();
std::unique_ptr<Sampler> createUniPc3();
std::unique_ptr<Sampler> createAdamsBashforth2();
std::unique_ptr<Sampler> createAdamsBashforth3();
std::unique_ptr<Sampler> createAdamsBashforth4();
std::unique_ptr<Sampler> createAncestral();
std::unique_ptr<Sampler> createAncestralLarge();
std::unique_ptr<Sampler> createEulerMaruyama();
std::unique_ptr<Sampler> createCrashSde();
std::unique_ptr<Sampler> createStochasticHeun();
std::unique_ptr<Sampler> createSdeDpmSolverPlusPlus2M();
std::unique_ptr<Sampler> createReverseDiffusionPc();
std::unique_ptr<Sampler> createAncestralPc();
std::unique_ptr<Sampler> createLangevin();
std::unique_ptr<Sampler> createEdmStochastic();
std::unique_ptr<Sampler> createGottaGoFast();
} // namespace stochastick
