#include "Diffusion/LevelCosts.h"

#include "Diffusion/GaussianMixture.h"
#include "Diffusion/SamplerTestTools.h"
#include "Support/Error.h"

#include <catch2/catch.hpp>
#include <torch/utils.h>

using namespace stochastick;
using test::asState;

namespace
{
std::vector<double> gridOf (int count, double smallest, double largest)
{
    std::vector<double> grid;

    for (int i = 0; i < count; ++i)
        grid.push_back (std::exp (std::lerp (std::log (smallest), std::log (largest), i / (count - 1.0))));

    return grid;
}

/** Of one sound for either cost, at unit scale. */
LevelCosts costsOf (const std::vector<double>& grid, const Denoiser& denoise, const Tensor& sound, std::uint64_t seed = 1)
{
    LevelCosts costs (grid);
    costs.addNoiseLoss (denoise, sound, Noise ({ seed }), {});
    costs.addMoveErrors (denoise, Noise ({ seed }).normal (NoisePurpose::start, 0, sound.size (2)).to (sound.options()), {});
    return costs;
}

/** One click: all its blocks and bands have the same power, so that whatever is weighted by them is closed. */
Tensor click (double height)
{
    auto samples = torch::zeros ({ 1, 1, 512 }, torch::kFloat64);
    samples[0][0][100] = height;
    return samples;
}

/** The exact flow of N(0, deviation²) from `height` at the largest level, and what jumps from it would do. */
struct GaussianFlow
{
    double deviation, largest, height;

    double total (double ratio) const { return deviation * deviation + ratio * ratio; }
    double state (double ratio) const { return height * largest * std::sqrt (total (ratio) / total (largest)); }
    double estimate (double ratio) const { return state (ratio) * deviation * deviation / total (ratio); }

    /** @param before  the level before `from`, since when the slope dD/dλ was taken */
    double moveError (double before, double from, double to) const
    {
        const auto slope = (estimate (from) - estimate (before)) / std::log (before / from);
        const auto h = std::log (from / to);
        const auto reached = state (from) * std::exp (-h) + (estimate (from) + slope * 0.5 * h) * (1.0 - std::exp (-h));
        return std::abs (reached - state (to));
    }
};
} // namespace

TEST_CASE ("the noise loss of a Gaussian is its closed form")
{
    // ε − ε̂ = (s²ε − ρ(x₀ − m))/(s² + ρ²): over data N(m, s²) its mean square is s²/(s² + ρ²) a sample.
    constexpr double mean = 0.2, deviation = 0.3, variance = deviation * deviation;
    constexpr int samples = 100000;
    const auto sound = Noise ({ 5 }).normal (NoisePurpose::known, 0, samples).to (torch::kFloat64) * deviation + mean;
    const auto grid = gridOf (7, 0.01, 100.0);
    const auto losses = costsOf (grid, gaussianDenoiser (mean, deviation), sound).result().noiseLosses();
    REQUIRE (losses.size() == 7);

    for (std::size_t i = 0; i < grid.size(); ++i)
    {
        CAPTURE (grid[i]);
        CHECK (losses[i]
               == Approx (samples * variance / (variance + grid[i] * grid[i])).epsilon (5.0 * std::sqrt (2.0 / samples)));
    }
}

TEST_CASE ("the noise loss of one sound is that of the noise that was drawn for each level")
{
    constexpr double variance = 0.25;
    const auto sound = asState ({ 0.1, -0.4, 0.9, 0.3 });
    const auto grid = gridOf (4, 0.1, 10.0);
    const auto losses = costsOf (grid, gaussianDenoiser (0.0, 0.5), sound, 3).result().noiseLosses();

    for (std::size_t i = 0; i < grid.size(); ++i)
    {
        const auto drawn = Noise ({ 3 }).normal (NoisePurpose::step, static_cast<int> (i), 4).to (torch::kFloat64);
        const auto error = (drawn * variance - sound * grid[i]) / (variance + grid[i] * grid[i]);
        CHECK (losses[i] == Approx (error.square().sum().item<double>()).epsilon (1e-12));
    }
}

TEST_CASE ("the errors of all moves of a Gaussian are their closed form, as a share of the end and weighted for it")
{
    const GaussianFlow flow { 0.5, 10.0, 12.0 };
    const auto grid = gridOf (300, 0.1, flow.largest);
    LevelCosts costs (grid);
    costs.addNoiseLoss (gaussianDenoiser (0.0, flow.deviation), click (0.5), Noise ({ 1 }), {});
    costs.addMoveErrors (gaussianDenoiser (0.0, flow.deviation), click (flow.height), {});
    const auto result = costs.result();
    const auto& errors = result.errorCosts();
    const auto end = flow.estimate (grid.front());
    const auto power = end * end / 512.0; // of a click in each band of its block, orthonormal

    for (const std::size_t from : { 280U, 230U, 180U })
    {
        for (const std::size_t jump : { 50U, 100U, 170U })
        {
            const auto to = from - jump;
            const auto arriving = std::sqrt (power / (power + grid[to] * grid[to]));
            CAPTURE (grid[from], grid[to], arriving);
            CHECK (errors[from][to]
                   == Approx (flow.moveError (grid[from + 1], grid[from], grid[to]) * arriving / end).epsilon (0.02));
        }

        CHECK (result.endErrors()[from] == Approx (std::abs (flow.estimate (grid[from]) / end - 1.0)).epsilon (0.01));
    }

    CHECK (result.endErrors().front() == 0.0);
}

TEST_CASE ("the error of a move vanishes with the third power of its length, and grows with it")
{
    const auto grid = gridOf (300, 2.0, 20.0); // above the deviation, where the estimate's curve has no turning point
    const auto denoise = gaussianDenoiser (0.0, 0.5);
    LevelCosts costs (grid);
    costs.addNoiseLoss (denoise, click (1.0), Noise ({ 1 }), {});
    costs.addMoveErrors (denoise, click (1e6), {}); // so loud that all errors arrive in full
    const auto errors = costs.result().errorCosts();

    for (const std::size_t from : { 280U, 220U })
    {
        CHECK (errors[from][from - 1] < 1e-9);
        CHECK (std::log2 (errors[from][from - 40] / errors[from][from - 20]) == Approx (3.0).margin (0.3));

        for (auto to = from - 20; to >= 40; to -= 20)
            CHECK (errors[from][to - 20] > errors[from][to]);
    }
}

TEST_CASE ("an error where the end is silent counts less than the same error where it is loud, for it will be denoised")
{
    // An estimator that errs by the same amount in every sample at the noisiest half of the levels.
    const auto loud = asState (std::vector<double> (512, 1.0)), quiet = torch::zeros ({ 1, 1, 512 * 8 }, torch::kFloat64);
    const auto end = torch::cat ({ loud, quiet }, 2);
    const auto errorsIn = [&] (std::int64_t first) {
        auto wrong = torch::zeros_like (end);
        wrong.narrow (2, first, 512) += 0.3;
        const Denoiser denoise = [=] (const Tensor&, double ratio) { return ratio > 1.0 ? end + wrong : end; };
        return costsOf (gridOf (9, 0.01, 100.0), denoise, end).result().errorCosts();
    };

    const auto inLoud = errorsIn (0), inQuiet = errorsIn (7 * 512);
    CHECK (inLoud[7][2] > 0.1);
    CHECK (inQuiet[7][2] < 0.01 * inLoud[7][2]);
}

TEST_CASE ("costs are the mean over the sounds, counted for each kind of its own")
{
    const auto denoise = referenceMixture().denoiser();
    const auto grid = gridOf (6, 0.01, 100.0);
    const auto one = asState (std::vector<double> (600, 0.6)), two = asState (std::vector<double> (600, -0.7));
    const auto start = [] (std::uint64_t seed) {
        return Noise ({ seed }).normal (NoisePurpose::start, 0, 600).to (torch::kFloat64);
    };
    const auto a = costsOf (grid, denoise, one, 1).result(), b = costsOf (grid, denoise, two, 2).result();

    LevelCosts both (grid);
    both.addNoiseLoss (denoise, one, Noise ({ 1 }), {});
    both.addNoiseLoss (denoise, two, Noise ({ 2 }), {});
    both.addNoiseLoss (denoise, two, Noise ({ 2 }), {});
    both.addMoveErrors (denoise, start (1), {});
    both.addMoveErrors (denoise, start (2), {});
    const auto mean = both.result();
    CHECK (mean.ratios() == grid);

    for (std::size_t from = 0; from < 6; ++from)
    {
        CHECK (mean.noiseLosses()[from]
               == Approx ((a.noiseLosses()[from] + 2.0 * b.noiseLosses()[from]) / 3.0).epsilon (1e-12));
        CHECK (mean.endErrors()[from] == Approx ((a.endErrors()[from] + b.endErrors()[from]) / 2.0).epsilon (1e-12));

        for (std::size_t to = 0; to < from; ++to)
            CHECK (mean.errorCosts()[from][to]
                   == Approx ((a.errorCosts()[from][to] + b.errorCosts()[from][to]) / 2.0).epsilon (1e-12));
    }

    CHECK (a.errorCosts()[5][0] != Approx (b.errorCosts()[5][0]).epsilon (1e-6));
}

TEST_CASE ("measuring costs takes one network call for each level and kind, and stops when cancelled")
{
    int calls = 0;
    const auto exact = gaussianDenoiser (0.0, 0.5);
    CancelToken cancel;
    const Denoiser counting = [&] (const Tensor& x, double ratio) {
        if (++calls == 15)
            cancel.cancel();

        return exact (x, ratio);
    };
    LevelCosts costs (gridOf (10, 0.01, 100.0));
    const auto sound = asState (std::vector<double> (512, 0.5));

    costs.addNoiseLoss (counting, sound, Noise ({ 1 }), cancel);
    CHECK (calls == 10);
    CHECK_THROWS_AS (costs.addMoveErrors (counting, sound, cancel), Cancelled);
    CHECK (calls == 15);
    CHECK_THROWS_AS (costs.addNoiseLoss (counting, sound, Noise ({ 1 }), cancel), Cancelled);
    CHECK (calls == 15);
}

TEST_CASE ("costs need three levels, and a sound of each kind")
{
    CHECK_THROWS_AS (LevelCosts ({ 0.1, 1.0 }), std::invalid_argument);
    const auto denoise = gaussianDenoiser (0.0, 0.5);
    LevelCosts costs ({ 0.1, 1.0, 10.0 });
    CHECK_THROWS_AS (costs.result(), std::logic_error);
    costs.addNoiseLoss (denoise, click (1.0), Noise ({ 1 }), {});
    CHECK_THROWS_AS (costs.result(), std::logic_error);
    costs.addMoveErrors (denoise, click (1.0), {});
    CHECK_NOTHROW (costs.result());
}
