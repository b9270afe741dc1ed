#include "Network/Bottleneck.h"

#include "Network/NetworkTestTools.h"
#include "Reference/ReferenceTable.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

using namespace stochastick;
using namespace networktest;

namespace
{
using Vector = std::vector<double>;
using Parameters = torch::OrderedDict<std::string, Tensor>;

Vector linear (const Parameters& parameters, const std::string& name, const Vector& x)
{
    const auto weight = parameters[name + ".weight"];
    const auto* bias = parameters.find (name + ".bias");
    Vector y;

    for (std::int64_t row = 0; row < weight.size (0); ++row)
    {
        y.push_back (bias != nullptr ? (*bias)[row].item<double>() : 0.0);

        for (std::size_t column = 0; column < x.size(); ++column)
            y.back() += weight[row][static_cast<std::int64_t> (column)].item<double>() * x[column];
    }

    return y;
}

Vector layerNorm (const Parameters& parameters, const std::string& name, Vector x)
{
    double mean = 0.0, variance = 1e-5;

    for (const auto value : x)
        mean += value / static_cast<double> (x.size());

    for (const auto value : x)
        variance += (value - mean) * (value - mean) / static_cast<double> (x.size());

    for (std::size_t i = 0; i < x.size(); ++i)
    {
        const auto index = static_cast<std::int64_t> (i);
        x[i] = (x[i] - mean) / std::sqrt (variance) * parameters[name + ".weight"][index].item<double>()
               + parameters[name + ".bias"][index].item<double>();
    }

    return x;
}

/** Query, key and value of every frame, one after the other. */
std::vector<Vector> projected (const Parameters& parameters, const std::vector<Vector>& frames, const Vector& condition)
{
    const auto channels = frames.front().size();
    const auto scaleAndShift = linear (parameters, "film", condition);
    std::vector<Vector> result;

    for (std::size_t t = 0; t < frames.size(); ++t)
    {
        Vector waves (32);

        for (std::size_t j = 0; j < 16; ++j)
        {
            const auto wavelength = 4.0 * std::exp2 (7.0 * static_cast<double> (j) / 16.0);
            waves[j] = std::sin (2.0 * std::numbers::pi * static_cast<double> (t) / wavelength);
            waves[j + 16] = std::cos (2.0 * std::numbers::pi * static_cast<double> (t) / wavelength);
        }

        auto placed = linear (parameters, "position", waves);

        for (std::size_t c = 0; c < channels; ++c)
            placed[c] += frames[t][c];

        auto normed = layerNorm (parameters, "norm1", placed);

        for (std::size_t c = 0; c < channels; ++c)
            normed[c] = normed[c] * (1.0 + scaleAndShift[c]) + scaleAndShift[channels + c];

        result.push_back (linear (parameters, "query_key_value", normed));
    }

    return result;
}

/** What frame `t` reads from all others through one head after the other. */
Vector attended (const std::vector<Vector>& projections, std::size_t t, std::size_t channels, std::size_t heads)
{
    const auto width = channels / heads;
    Vector result (channels);

    for (std::size_t head = 0; head < heads; ++head)
    {
        const auto first = head * width;
        Vector weights;
        double sum = 0.0;

        for (const auto& other : projections)
        {
            double score = 0.0;

            for (std::size_t c = first; c < first + width; ++c)
                score += projections[t][c] * other[channels + c];

            weights.push_back (std::exp (score / std::sqrt (static_cast<double> (width))));
            sum += weights.back();
        }

        for (std::size_t s = 0; s < projections.size(); ++s)
            for (std::size_t c = first; c < first + width; ++c)
                result[c] += weights[s] / sum * projections[s][2 * channels + c];
    }

    return result;
}

Vector channelsAt (const Tensor& x, std::int64_t frame) // x: (channels, frames)
{
    Vector values;

    for (std::int64_t c = 0; c < x.size (0); ++c)
        values.push_back (x[c][frame].item<double>());

    return values;
}
} // namespace

TEST_CASE ("mixing blocks agree with PyTorch, with attention and with Fourier transforms")
{
    const test::ReferenceTable reference ("network-blocks");

    for (const int heads : { 2, 0 })
    {
        CAPTURE (heads);
        MixingBlock block (8, heads, 5);
        setByFormula (*block);
        const auto output = block (referenceInput ({ 2, 8, 6 }), referenceCondition ({ 2, 5 }));

        CHECK (output.sizes() == at::IntArrayRef ({ 2, 8, 6 }));
        CHECK (largestDifference (output, reference.row (heads > 0 ? "mixing-attention" : "mixing-fourier")) < 1e-5);
    }
}

TEST_CASE ("attention agrees with a plain loop over heads and frames")
{
    constexpr std::size_t channels = 6, heads = 3, frames = 5;
    MixingBlock block (channels, heads, 4);
    disturb (*block);
    const auto parameters = block->named_parameters();

    {
        const torch::NoGradGuard noGradient;
        parameters["narrow.weight"].zero_(); // leaves the attention alone
        parameters["narrow.bias"].zero_();
    }

    const auto x = normal ({ 1, channels, frames }), condition = normal ({ 1, 4 }, 2);
    const auto output = block (x, condition)[0];
    std::vector<Vector> inputs;

    for (std::size_t t = 0; t < frames; ++t)
        inputs.push_back (channelsAt (x[0], static_cast<std::int64_t> (t)));

    const auto projections = projected (parameters, inputs, channelsAt (condition.t(), 0));

    for (std::size_t t = 0; t < frames; ++t)
    {
        const auto branch = linear (parameters, "mixed", attended (projections, t, channels, heads));
        const auto actual = channelsAt (output, static_cast<std::int64_t> (t));

        for (std::size_t c = 0; c < channels; ++c)
            CHECK (actual[c] == Approx (inputs[t][c] + branch[c]).margin (1e-5));
    }
}

TEST_CASE ("a new mixing block is the identity for any number of frames")
{
    for (const int heads : { 4, 1, 0 })
        for (const int frames : { 1, 2, 67 })
        {
            CAPTURE (heads, frames);
            const auto x = normal ({ 2, 8, frames });
            CHECK (torch::equal (MixingBlock (8, heads, 5) (x, normal ({ 2, 5 }, 2)), x));
        }
}

TEST_CASE ("mixing lets the first frame know of the last, with attention and with Fourier transforms")
{
    for (const int heads : { 2, 0 })
    {
        CAPTURE (heads);
        MixingBlock block (8, heads, 5);
        disturb (*block);
        const auto x = normal ({ 1, 8, 20 }), condition = normal ({ 1, 5 }, 2);
        auto changed = x.clone();
        changed.select (2, 19).neg_();
        const auto before = block (x, condition), after = block (changed, condition);

        CHECK (largestDifference (before.select (2, 0), after.select (2, 0)) > 1e-5);
    }
}

TEST_CASE ("attention tells the order of frames from their positions")
{
    MixingBlock block (8, 2, 5);
    disturb (*block);
    const auto x = normal ({ 1, 8, 10 }), condition = normal ({ 1, 5 }, 2);

    CHECK (largestDifference (block (x.flip (2), condition).flip (2), block (x, condition)) > 1e-4);
}
