#include "Diffusion/Interpolation.h"

#include "Diffusion/Noise.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <torch/utils.h>

using namespace stochastick;

namespace
{
Tensor gaussian (std::uint64_t seed, std::int64_t samples = 4096)
{
    return Noise ({ seed }).normal (NoisePurpose::start, 0, samples);
}

double normOf (const Tensor& x)
{
    return x.to (torch::kFloat64).norm().item<double>();
}

double angleBetween (const Tensor& a, const Tensor& b)
{
    const auto inner = (a.to (torch::kFloat64) * b.to (torch::kFloat64)).sum().item<double>();
    return std::acos (inner / (normOf (a) * normOf (b)));
}

Tensor unit (const std::vector<double>& values)
{
    return torch::tensor (values, torch::kFloat64).reshape ({ 1, 1, -1 });
}
} // namespace

TEST_CASE ("spherical interpolation begins and ends with its vectors, to the bit")
{
    const auto a = gaussian (1), b = gaussian (2);
    CHECK (torch::equal (slerp (a, b, 0.0), a));
    CHECK (torch::equal (slerp (a, b, 1.0), b));
    CHECK (slerp (a, b, 0.3).scalar_type() == torch::kFloat32);
}

TEST_CASE ("spherical interpolation keeps the norm of noise, which a straight line would shrink")
{
    const auto a = gaussian (1), b = gaussian (2);
    const auto unitA = a / normOf (a), unitB = b / normOf (b);

    for (const double amount : { 0.1, 0.25, 0.5, 0.75, 0.9 })
    {
        CAPTURE (amount);
        CHECK (normOf (slerp (unitA, unitB, amount)) == Approx (1.0).epsilon (1e-5));
        CHECK (normOf (slerp (a, b, amount)) == Approx ((1.0 - amount) * normOf (a) + amount * normOf (b)).epsilon (0.01));
    }

    CHECK (normOf (a * 0.5 + b * 0.5) < 0.75 * normOf (a));
}

TEST_CASE ("spherical interpolation divides the angle evenly and goes the straight way of a circle")
{
    const auto a = gaussian (1).to (torch::kFloat64);
    const auto b = gaussian (2).to (torch::kFloat64) / normOf (gaussian (2)) * normOf (a);
    const auto whole = angleBetween (a, b);

    for (const double amount : { 0.125, 0.5, 0.8 })
    {
        CHECK (angleBetween (a, slerp (a, b, amount)) == Approx (amount * whole).epsilon (1e-9));
        CHECK (angleBetween (slerp (a, b, amount), b) == Approx ((1.0 - amount) * whole).epsilon (1e-9));
    }

    const auto third = slerp (unit ({ 1, 0 }), unit ({ 0, 1 }), 1.0 / 3.0);
    CHECK (torch::allclose (third, unit ({ std::sqrt (3.0) / 2.0, 0.5 }), 0.0, 1e-14));
}

TEST_CASE ("spherical interpolation of parallel and opposite vectors stays finite, and is linear where it is flat")
{
    const auto a = gaussian (1);

    for (const double amount : { 0.25, 0.5 })
    {
        CHECK (torch::allclose (slerp (a, a, amount), a, 1e-6, 1e-6));
        CHECK (torch::allclose (slerp (a, a * 3.0, amount), a * (1.0 + 2.0 * amount), 1e-5, 1e-6));
        CHECK (torch::isfinite (slerp (a, -a, amount)).all().item<bool>());
        CHECK (torch::allclose (slerp (a, a + gaussian (2) * 1e-5, amount), a, 1e-4, 1e-4));
    }
}

TEST_CASE ("each item of a batch is interpolated on its own")
{
    const auto a = torch::cat ({ gaussian (1), gaussian (2) * 5.0, gaussian (3) });
    const auto b = torch::cat ({ gaussian (4), gaussian (5), gaussian (3) });
    const auto all = slerp (a, b, 0.3);

    for (int i = 0; i < 3; ++i)
        CHECK (torch::allclose (all.narrow (0, i, 1), slerp (a.narrow (0, i, 1), b.narrow (0, i, 1), 0.3), 1e-6, 1e-6));
}
