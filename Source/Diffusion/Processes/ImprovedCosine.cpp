#include "Diffusion/Processes/Processes.h"

#include <cmath>
#include <numbers>

namespace stochastick
{
namespace
{
constexpr double offset = 0.008, angleSlope = 0.5 * std::numbers::pi / (1.0 + offset);
constexpr double firstAngle = offset * angleSlope;

/** mean = cos(angle(t))/cos(angle(0)), angle = (t + 0.008)/1.008·π/2 (Nichol & Dhariwal 2021, arXiv 2102.09672, eq. 17).
    Ends where the paper's cap of β at 0.999 does with 1000 steps. */
class ImprovedCosine final : public Process
{
public:
    double tMin() const override { return 0.001; }
    double tMax() const override { return 0.9946; }
    double mean (double t) const override { return std::cos (angle (t)) / std::cos (firstAngle); }

    // sin² of the angle − sin² of the first = sin(sum)·sin(difference).
    double sigma (double t) const override
    {
        return std::sqrt (std::sin (angle (t) + firstAngle) * std::sin (t * angleSlope)) / std::cos (firstAngle);
    }

    double drift (double t) const override { return -std::tan (angle (t)) * angleSlope; }
    double diffusionSquared (double t) const override { return -2.0 * drift (t); }

    double timeOf (double ratio) const override
    {
        const auto cosine = std::cos (firstAngle);
        const auto angleThere = std::atan (std::hypot (std::sin (firstAngle), ratio) / cosine);

        if (ratio > 1.0)
            return (angleThere - firstAngle) / angleSlope;

        // The same without the difference, which cancels for small ratios: from sigma² as above.
        const auto sigmaSquared = ratio * ratio / (1.0 + ratio * ratio);
        return std::asin (sigmaSquared * cosine * cosine / std::sin (angleThere + firstAngle)) / angleSlope;
    }

private:
    static double angle (double t) { return (t + offset) * angleSlope; }
};
} // namespace

std::unique_ptr<Process> createImprovedCosine()
{
    return std::make_unique<ImprovedCosine>();
}
} // namespace stochastick
