#include "Network/LongWindows.h"

#include "Network/NetworkTestTools.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

using namespace stochastick;
using namespace networktest;

namespace
{
constexpr int hop = 512, bins = 16, channels = 4, bands = 4 * bins + 1;
constexpr std::int64_t frames = 64;
constexpr double bandHz = 44100.0 / (8 * hop);

double energy (const Tensor& x)
{
    return x.square().sum().item<double>();
}

Tensor ratioOf (double ratio)
{
    return torch::full ({ 1 }, ratio);
}

/** Whose gain, without regard to the features, is 1 on bands from `low` to `high` Hz and 0 elsewhere, at high noise. */
LongWindows passing (double low, double high)
{
    LongWindows windows (bins, channels);
    const torch::NoGradGuard noGradient;
    const auto frequency = torch::arange (bands) * bandHz;
    const auto outside = (frequency < low).logical_or (frequency > high);
    windows->named_parameters()["gains.bias"].copy_ (outside.to (torch::kFloat32) * -20.0);
    return windows;
}

Tensor filtered (LongWindows windows, const Tensor& part, double ratio = 1e6)
{
    const torch::NoGradGuard noGradient;
    return windows->filtered (part, torch::zeros ({ part.size (0), channels, part.size (1) }),
                              torch::full ({ part.size (0) }, ratio));
}

/** A tone that dies away, as the lowest bins of the network's deepest level see it. */
Tensor toneAt (double hertz, double seconds)
{
    const auto time = torch::arange (frames * hop, torch::kFloat64) / 44100.0;
    const auto tone = torch::sin (2.0 * std::numbers::pi * hertz * time) * torch::exp (-time / seconds);
    return LappedTransform (hop, bins).analyse (tone.to (torch::kFloat32).unsqueeze (0));
}
} // namespace

TEST_CASE ("new long windows hear nothing and change nothing, to the bit")
{
    LongWindows windows (bins, channels);
    const auto part = normal ({ 2, frames, bins });
    const auto ratio = torch::tensor ({ 0.01f, 3.0f });

    CHECK (windows->heard (part, ratio).abs().max().item<double>() == 0.0);
    CHECK (windows->heard (part, ratio).sizes() == at::IntArrayRef ({ 2, channels, frames }));
    CHECK (torch::equal (windows->filtered (part, normal ({ 2, channels, frames }, 2), ratio), part));
}

TEST_CASE ("a filter that passes no band leaves nothing, at the edges too")
{
    const auto part = normal ({ 3, frames, bins });
    CHECK (filtered (passing (1.0, 0.0), part).abs().max().item<double>() < 1e-3);
}

TEST_CASE ("the less noise, the less is filtered, down to nothing")
{
    const auto part = normal ({ 1, frames, bins });
    const auto left = [&] (double ratio) { return largestDifference (filtered (passing (1.0, 0.0), part, ratio), part); };

    CHECK (left (2e-4) < 0.05);
    CHECK (left (2e-4) < left (0.02));
    CHECK (left (0.02) < left (1.0));
}

TEST_CASE ("a dying tone passes a filter around it and noise does not, far better than through a band of the short windows")
{
    const auto tone = toneAt (60.0, 0.25);
    const auto noise = normal (tone.sizes());
    const auto filter = passing (40.0, 80.0);
    const auto shortGain = (torch::arange (bins) < 2).to (torch::kFloat32); // 0 to 86 Hz: the two bands that it lies in
    const auto errorOf = [&] (const Tensor& gainedTone, const Tensor& gainedNoise) {
        return std::pair { energy (gainedTone - tone) / energy (tone), energy (gainedNoise) / energy (noise) };
    };
    const auto [lost, through] = errorOf (filtered (filter, tone), filtered (filter, noise));
    const auto [shortLost, shortThrough] = errorOf (tone * shortGain, noise * shortGain);

    CHECK (lost < 0.03);
    CHECK (lost < shortLost + 0.02);
    CHECK (through < 0.075); // (80 − 40 Hz) of 689 Hz is 0.058
    CHECK (through < 0.7 * shortThrough);
}

TEST_CASE ("what a filter passes does not depend on when it comes")
{
    const auto filter = passing (40.0, 80.0);
    const auto part = torch::constant_pad_nd (normal ({ 1, 1, bins }), { 0, 0, 20, frames - 21 });
    const auto later = part.roll (10, 1);

    CHECK (largestDifference (filtered (filter, part).roll (10, 1), filtered (filter, later)) < 1e-5);
}

TEST_CASE ("long windows hear a tone above the noise in its band, whatever the level of both")
{
    LongWindows windows (bins, bands);
    const torch::NoGradGuard noGradient;
    windows->named_parameters()["look.weight"].copy_ (
        torch::cat ({ torch::zeros ({ bands, bins }), torch::eye (bands) }, 1).unsqueeze (2));

    for (const double level : { 1e-3, 1.0, 100.0 })
    {
        CAPTURE (level);
        const auto part = level * (0.2 * toneAt (129.2, 1.0) + normal ({ 1, frames, bins }));
        const auto heard = torch::expm1 (4.0 * windows->heard (part, ratioOf (level)))[0];
        const auto loudest = heard.mean (1).argmax().item<std::int64_t>();

        CHECK (loudest == 12);                                                               // 12 · 10.77 Hz
        CHECK (heard.slice (0, 24, 56).mean().item<double>() == Approx (1.0).margin (0.15)); // noise alone
        CHECK (heard[12].mean().item<double>() > 5.0);
    }
}

TEST_CASE ("any number of frames from two on, and gradients of everything")
{
    for (const std::int64_t count : { 2, 3, 17 })
    {
        LongWindows windows (bins, channels);
        disturb (*windows);
        const auto part = normal ({ 2, count, bins });
        const auto ratio = torch::tensor ({ 0.1f, 10.0f });
        const auto output = windows->filtered (part, windows->heard (part, ratio), ratio);
        output.square().sum().backward();

        CHECK (output.sizes() == part.sizes());

        for (const auto& item : windows->named_parameters())
        {
            CAPTURE (count, item.key());
            CHECK (torch::isfinite (item.value().grad()).all().item<bool>());
            CHECK (item.value().grad().abs().max().item<double>() > 0.0);
        }
    }
}
