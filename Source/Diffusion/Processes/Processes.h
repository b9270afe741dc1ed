#pragma once

#include "Diffusion/Process.h"

/** One factory for each process; its formulas are in the file of its name. People use the table in Process.h. */
namespace stochastick
{
std::unique_ptr<Process> createVpCosine();
std::unique_ptr<Process> createVpLinear();
std::unique_ptr<Process> createImprovedCosine();
std::unique_ptr<Process> createVpSigmoid();
std::unique_ptr<Process> createSubVp();
std::unique_ptr<Process> createSubVpCosine();
std::unique_ptr<Process> createGeneralisedSubVp (double gamma, double eta);
std::unique_ptr<Process> createVe();
std::unique_ptr<Process> createEdm();
std::unique_ptr<Process> createRectifiedFlow();

/** β(t) = 0.1 + 19.9·t, which VP linear and Song's sub-VP share (arXiv 2011.13456, eq. 32–34). */
struct LinearBeta
{
    static constexpr double first = 0.1, slope = 20.0 - first;

    static double at (double t) { return first + slope * t; }

    /** ∫β from 0 to t, which is −2 ln mean. */
    static double integral (double t) { return t * (first + 0.5 * slope * t); }

    /** The t at which the integral has this value, in the form that does not cancel for small ones. */
    static double timeOfIntegral (double integral);
};

/** sigma = sin²(πt/2), which CRASH's cosine processes share (arXiv 2106.07431). The published ½(1 − cos πt) and acos
    lose digits at both ends; this form does not. */
struct SineSquared
{
    static double sigma (double t);
    static double oneMinusSigma (double t); ///< without cancellation
    static double slope (double t);         ///< dσ/dt

    /** The t at which sigma/(1 − sigma) has this value. */
    static double timeOfOdds (double odds);
};
} // namespace stochastick
