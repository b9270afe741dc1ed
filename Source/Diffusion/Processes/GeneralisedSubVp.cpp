#include "Diffusion/Processes/Processes.h"

#include <cmath>
#include <numeric>

namespace stochastick
{
namespace
{
/** CRASH's two-parameter family mean = (1 − sigma^γ)^η (arXiv 2106.07431; the published code's GeneralizedSubVpSdeCos). */
class GeneralisedSubVp final : public Process
{
public:
    GeneralisedSubVp (double gammaToUse, double etaToUse)
        : gamma (gammaToUse),
          eta (etaToUse)
    {
    }

    double tMin() const override { return 0.006; }
    double tMax() const override { return 0.994; }
    double mean (double t) const override { return std::exp (eta * std::log (complement (t))); }
    double sigma (double t) const override { return SineSquared::sigma (t); }

    double drift (double t) const override
    {
        return -gamma * eta * SineSquared::slope (t) * std::pow (sigma (t), gamma - 1.0) / complement (t);
    }

    double diffusionSquared (double t) const override
    {
        const auto s = sigma (t);
        return 2.0 * s * SineSquared::slope (t) * (gamma * eta * std::pow (s, gamma) / complement (t) + 1.0);
    }

    double timeOf (double ratio) const override
    {
        auto low = -80.0, high = 80.0; // of ln(sigma/(1 − sigma))

        for (auto middle = 0.0; low < middle && middle < high; middle = std::midpoint (low, high))
            (logRatioAtLogOdds (middle) < std::log (ratio) ? low : high) = middle;

        return SineSquared::timeOfOdds (std::exp (high));
    }

private:
    /** 1 − sigma^γ for ln sigma. */
    double complementOfLog (double logSigma) const { return -std::expm1 (gamma * logSigma); }

    /** 1 − sigma^γ. Near t = 1 sigma rounds to 1 and near t = 0 its complement does, so ln sigma comes from the smaller. */
    double complement (double t) const
    {
        const auto s = sigma (t);
        return complementOfLog (s < 0.5 ? std::log (s) : std::log1p (-SineSquared::oneMinusSigma (t)));
    }

    double logRatioAtLogOdds (double logOdds) const
    {
        const auto logSigma = -std::log1p (std::exp (-logOdds));
        return logSigma - eta * std::log (complementOfLog (logSigma));
    }

    double gamma, eta;
};
} // namespace

std::unique_ptr<Process> createGeneralisedSubVp (double gamma, double eta)
{
    return std::make_unique<GeneralisedSubVp> (gamma, eta);
}
} // namespace stochastick
