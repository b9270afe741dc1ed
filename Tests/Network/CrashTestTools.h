#pragma once

#include "Network/CrashUnet.h"
#include "Network/NetworkTestTools.h"

#include <algorithm>
#include <map>
#include <string>
#include <torch/nn/functional/upsampling.h>

/** CRASH's networks with every tensor filled by a formula, as for Tests/Reference/crash-*.csv, and the score network a
    second time, written as the paper draws it: the reference for the path that saves products. */
namespace crashtest
{
using torch::Tensor;

/** Uniform in [−√3, √3]: element i of stream k (splitmix64 of i and k). */
inline double uniform (std::uint64_t k, std::uint64_t i)
{
    auto z = (k << 32) + i + 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    z ^= z >> 31;
    return std::sqrt (3.0) * (2.0 * std::ldexp (static_cast<double> (z >> 11), -53) - 1.0);
}

inline Tensor filled (at::IntArrayRef shape, std::uint64_t k, double scale)
{
    auto result = torch::empty (shape);
    auto* values = result.data_ptr<float>();

    for (std::int64_t i = 0; i < result.numel(); ++i)
        values[i] = static_cast<float> (scale * uniform (k, static_cast<std::uint64_t> (i)));

    return result;
}

inline void fillByFormula (torch::nn::Module& module, double gain)
{
    const torch::NoGradGuard noGradient;
    std::uint64_t k = 0;

    for (auto& named : module.named_parameters())
    {
        auto& tensor = named.value();
        const auto inputs = static_cast<double> (tensor.numel()) / static_cast<double> (tensor.size (0));
        const auto scale = tensor.dim() == 1 ? 0.05 : gain / std::sqrt (inputs);
        tensor.copy_ (filled (tensor.sizes(), k++, named.key() == "embedding.RFF_freq" ? 16.0 : scale));
    }
}

/** The two rows of the reference's input, shortened to `samples`: (2, 1, samples). */
inline Tensor referenceInput (std::int64_t samples = 21000)
{
    return torch::stack ({ filled ({ 1, samples }, 1000, 1.0), filled ({ 1, samples }, 1001, 1.0) });
}

inline stochastick::CrashUnet referenceUnet()
{
    stochastick::CrashUnet network;
    fillByFormula (*network, 1.0);
    return network;
}

inline double rms (const Tensor& x)
{
    return x.square().mean().sqrt().item<double>();
}

/** Largest difference relative to the RMS of what was expected. */
inline double relativeDifference (const Tensor& actual, const Tensor& expected)
{
    return networktest::largestDifference (actual, expected) / rms (expected);
}

/** The first parameter, if any, whose name, position or shape is not that of the table (as Tests/Reference/crash-*-tensors.csv). */
inline std::string firstUnlike (const torch::OrderedDict<std::string, Tensor>& parameters,
                                const std::map<std::string, std::vector<double>>& table)
{
    double position = 0.0;

    for (const auto& named : parameters)
    {
        std::vector<double> positionAndShape { position++ };

        for (const auto extent : named.value().sizes())
            positionAndShape.push_back (static_cast<double> (extent));

        if (const auto row = table.find (named.key()); row == table.end() || row->second != positionAndShape)
            return named.key();
    }

    return {};
}

/** A row of 21,000 values against every 53rd of the published implementation's and their mean and RMS; relative to the RMS. */
inline double errorOfRow (const Tensor& row, const std::vector<double>& every53rd, const std::vector<double>& meanAndRms)
{
    const auto exact = row.to (torch::kFloat64);
    return std::max ({ networktest::largestDifference (exact.slice (-1, 0, exact.size (-1), 53), every53rd),
                       std::abs (exact.mean().item<double>() - meanAndRms[0]), std::abs (rms (exact) - meanAndRms[1]) })
           / meanAndRms[1];
}

/** The score network from plain layers alone: decimation after the residual, repetition before every convolution. */
class PlainCrashUnet
{
public:
    explicit PlainCrashUnet (const stochastick::CrashUnet& network)
        : parameters (network->named_parameters())
    {
    }

    Tensor forward (const Tensor& x, const Tensor& sigma) const
    {
        const auto condition = embed (sigma);
        auto h = convolve ("conv_1", x, 1);
        std::vector<Tensor> skips;

        for (std::size_t i = 0; i < 5; ++i)
            skips.push_back (h = down (std::to_string (i), h, condition, factors[i]));

        for (std::size_t i = 0; i < 5; ++i)
            h = up (std::to_string (i), h, skips[4 - i], factors[4 - i]);

        return convolve ("last_conv", h, 1);
    }

    /** Multiplications of one call for one sound, of this form or of CrashUnet's; additions of bias and activations left out. */
    double products (std::int64_t samples, bool saving) const
    {
        auto length = static_cast<double> (samples);
        auto sum = length * (numel ("conv_1") + numel ("last_conv"));

        for (const auto* name : { "embedding.MLP.0", "embedding.MLP.1", "embedding.MLP.2" })
            sum += numel (name);

        for (std::size_t i = 0; i < 5; ++i)
        {
            const auto block = "downsample." + std::to_string (i);
            const auto before = length, after = length / factors[i];
            sum += (saving ? after : before) * numel (block + ".residual_dense");
            sum += numel ("gamma_beta." + std::to_string (i) + ".output_layer");

            for (const auto* layer : { ".layer_1", ".convs.0", ".convs.1", ".convs.2" })
                sum += after * numel (block + layer);

            length = after;
        }

        for (std::size_t i = 0; i < 5; ++i)
        {
            const auto block = "upsample." + std::to_string (i);
            const auto before = length, after = length * factors[4 - i];
            sum += (saving ? before : after) * (numel (block + ".residual_dense") + numel (block + ".convs.0"));

            for (const auto* layer : { ".convs.1", ".convs.2", ".convs.3" })
                sum += after * numel (block + layer);

            length = after;
        }

        return sum;
    }

private:
    static constexpr int factors[] { 2, 2, 3, 5, 5 };

    Tensor convolve (const std::string& layer, const Tensor& x, int dilation) const
    {
        const auto& weight = parameters[layer + ".weight"];
        return torch::conv1d (x, weight, parameters[layer + ".bias"], 1, dilation * (weight.size (2) / 2), dilation);
    }

    Tensor linear (const std::string& layer, const Tensor& x) const
    {
        return torch::linear (x, parameters[layer + ".weight"], parameters[layer + ".bias"]);
    }

    static Tensor resize (const Tensor& x, std::int64_t length)
    {
        namespace functional = torch::nn::functional;
        return functional::interpolate (
            x, functional::InterpolateFuncOptions().size (std::vector<std::int64_t> { length }).mode (torch::kNearest));
    }

    static Tensor leaky (const Tensor& x) { return torch::leaky_relu (x, 0.2); }

    Tensor embed (const Tensor& sigma) const
    {
        const auto angle =
            2.0 * 3.14159265358979323846 * torch::matmul (sigma.unsqueeze (1), parameters["embedding.RFF_freq"]);
        auto h = torch::cat ({ torch::sin (angle), torch::cos (angle) }, 1);

        for (const auto* layer : { "embedding.MLP.0", "embedding.MLP.1", "embedding.MLP.2" })
            h = torch::relu (linear (layer, h));

        return h;
    }

    Tensor down (const std::string& index, const Tensor& x, const Tensor& condition, int factor) const
    {
        const auto block = "downsample." + index;
        const auto length = x.size (2) / factor;
        const auto film = linear ("gamma_beta." + index + ".output_layer", condition).unsqueeze (2);
        const auto channels = film.size (1) / 2;
        const auto residual = resize (convolve (block + ".residual_dense", x, 1), length);
        auto y = convolve (block + ".layer_1", leaky (resize (x, length)), 1);
        y = film.slice (1, 0, channels) * y + film.slice (1, channels);
        y = convolve (block + ".convs.0", leaky (y), 2);
        y = convolve (block + ".convs.1", leaky (y), 4);
        return convolve (block + ".convs.2", leaky (y), 8) + residual;
    }

    Tensor up (const std::string& index, const Tensor& x, const Tensor& skip, int factor) const
    {
        const auto block = "upsample." + index;
        const auto length = x.size (2) * factor;
        const auto residual = convolve (block + ".residual_dense", resize (x, length), 1);
        auto y = resize (leaky (torch::cat ({ x, skip }, 1)), length);
        y = convolve (block + ".convs.0", leaky (y), 1);
        y = convolve (block + ".convs.1", leaky (y), 2);
        y = convolve (block + ".convs.2", leaky (y), 4);
        return convolve (block + ".convs.3", leaky (y), 8) + residual;
    }

    double numel (const std::string& layer) const { return static_cast<double> (parameters[layer + ".weight"].numel()); }

    torch::OrderedDict<std::string, Tensor> parameters;
};
} // namespace crashtest
