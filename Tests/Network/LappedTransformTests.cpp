#include "Network/LappedTransform.h"

#include "Network/NetworkTestTools.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

using namespace stochastick;
using namespace networktest;

namespace
{
double energy (const Tensor& x)
{
    return x.square().sum().item<double>();
}
} // namespace

TEST_CASE ("with all its bins a lapped transform restores the signal")
{
    for (const int hop : { 2, 32, 96 })
        for (const int frames : { 1, 2, 7 })
        {
            CAPTURE (hop, frames);
            const LappedTransform transform (hop, hop);
            const auto signal = normal ({ 3, hop * frames });

            CHECK (transform.analyse (signal).sizes() == at::IntArrayRef ({ 3, frames, hop }));
            CHECK (largestDifference (transform.synthesise (transform.analyse (signal)), signal) < 1e-5);
        }
}

TEST_CASE ("a lapped transform keeps the energy, and analysis gives back any coefficients")
{
    for (const int bins : { 8, 64 })
    {
        CAPTURE (bins);
        const LappedTransform transform (64, bins);
        const auto coefficients = normal ({ 2, 9, bins });
        const auto signal = transform.synthesise (coefficients);

        CHECK (energy (signal) == Approx (energy (coefficients)).epsilon (1e-5));
        CHECK (largestDifference (transform.analyse (signal), coefficients) < 1e-5);
    }
}

TEST_CASE ("with fewer bins a lapped transform is the orthogonal projection onto the lows")
{
    const LappedTransform transform (64, 12);
    const auto signal = normal ({ 2, 64 * 9 });
    const auto lows = transform.synthesise (transform.analyse (signal));

    CHECK (energy (lows) < 0.3 * energy (signal));
    CHECK (largestDifference (transform.synthesise (transform.analyse (lows)), lows) < 1e-5);
    CHECK (std::abs (((signal - lows) * lows).sum().item<double>()) < 1e-3);
}

// Malvar 1992: a sine window over two frames, centred on the frame.
TEST_CASE ("an inner frame of a lapped transform follows its definition")
{
    constexpr int hop = 16, frame = 2;
    constexpr auto pi = std::numbers::pi;
    const auto signal = normal ({ 1, hop * 5 });
    const auto frames = LappedTransform (hop, hop).analyse (signal);

    for (int k = 0; k < hop; ++k)
    {
        double sum = 0.0;

        for (int n = -hop / 2; n < hop + hop / 2; ++n)
            sum += std::sin (pi * (n + hop / 2 + 0.5) / (2 * hop)) * signal[0][frame * hop + n].item<double>()
                   * std::cos (pi / hop * (n + 0.5) * (k + 0.5));

        CAPTURE (k);
        CHECK (frames[0][frame][k].item<double>() == Approx (std::sqrt (2.0 / hop) * sum).margin (1e-5));
    }
}

TEST_CASE ("a sine at the centre of a bin falls into it and its neighbours")
{
    constexpr int hop = 64;

    for (const int bin : { 1, 10, 50 })
    {
        CAPTURE (bin);
        const auto signal = wave ({ 1, hop * 20 }, std::numbers::pi * (bin + 0.5) / hop, 0.3);
        const auto inner = LappedTransform (hop, hop).analyse (signal).slice (1, 1, 19);

        CHECK (energy (inner.slice (2, bin - 1, bin + 2)) > 0.98 * energy (inner));
    }
}

TEST_CASE ("a click at one end of a signal leaves the frames of the other end untouched")
{
    constexpr int hop = 32, frames = 6;
    const LappedTransform transform (hop, hop);

    for (const int click : { 0, hop * frames - 1 })
    {
        CAPTURE (click);
        auto signal = torch::zeros ({ 1, hop * frames });
        signal[0][click] = 1.0;
        const auto nearest = click == 0 ? 0 : frames - 1;
        const auto ofFrames = transform.analyse (signal).square().sum (2)[0];

        for (int frame = 0; frame < frames; ++frame)
            CHECK (ofFrames[frame].item<double>() == (frame == nearest ? Approx (1.0) : Approx (0.0).margin (0.0)));
    }
}

TEST_CASE ("a frame of a lapped transform hears its own samples and half a frame to either side")
{
    constexpr int hop = 32, click = 3 * hop + 5; // in the first half of frame 3
    auto signal = torch::zeros ({ 1, hop * 6 });
    signal[0][click] = 1.0;
    const auto ofFrames = LappedTransform (hop, hop).analyse (signal).square().sum (2)[0];

    for (int frame = 0; frame < 6; ++frame)
        CHECK ((ofFrames[frame].item<double>() > 0.0) == (frame == 2 || frame == 3));
}

TEST_CASE ("gradients pass through a lapped transform as energy does")
{
    const LappedTransform transform (32, 32);
    auto signal = normal ({ 1, 32 * 4 }).requires_grad_();
    transform.analyse (signal).square().sum().backward();

    CHECK (largestDifference (signal.grad(), 2.0 * signal.detach()) < 1e-5);
}

TEST_CASE ("a lapped transform has nothing to train")
{
    CHECK (LappedTransform (32, 8).parameters().empty());
}
