#include "Network/ProductPrecision.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <torch/types.h>
#include <utility>

namespace stochastick
{
using torch::Tensor;

namespace
{
thread_local torch::ScalarType productType = torch::kFloat32;

torch::ScalarType typeFor (const Tensor& x)
{
    return productType == torch::kFloat32 ? x.scalar_type() : productType;
}

Tensor converted (const Tensor& bias, torch::ScalarType type)
{
    return bias.defined() ? bias.to (type) : bias;
}

/** The forward and backward pass of a convolution of the network's middle level. */
double secondsOfProducts (torch::ScalarType type, torch::nn::Conv1d& layer, const Tensor& x)
{
    const ScopedProductPrecision precision (type);
    const auto start = std::chrono::steady_clock::now();
    convolved (layer, x).sum().backward();
    layer->weight.grad()[0][0][0].item<float>(); // waits for the device
    return std::chrono::duration<double> (std::chrono::steady_clock::now() - start).count();
}
} // namespace

ScopedProductPrecision::ScopedProductPrecision (torch::ScalarType type)
    : before (std::exchange (productType, type))
{
}

ScopedProductPrecision::~ScopedProductPrecision()
{
    productType = before;
}

torch::ScalarType quickestProducts (torch::Device device)
{
    torch::nn::Conv1d layer (torch::nn::Conv1dOptions (128, 128, 3).padding (1));
    layer->to (device);
    const auto x = torch::zeros ({ 16, 128, 256 }, torch::TensorOptions (device).requires_grad (true));
    auto half = std::numeric_limits<double>::max(), whole = half;

    for (int i = 0; i < 10; ++i)
    {
        half = std::min (half, secondsOfProducts (torch::kBFloat16, layer, x));
        whole = std::min (whole, secondsOfProducts (torch::kFloat32, layer, x));
    }

    return half < 0.8 * whole ? torch::kBFloat16 : torch::kFloat32;
}

Tensor convolved (const torch::nn::Conv1d& layer, const Tensor& x)
{
    const auto type = typeFor (x);
    const auto& weight = layer->weight;
    const auto dilation = layer->options.dilation()->front();
    const auto padding = dilation * (weight.size (2) - 1) / 2;
    return torch::conv1d (x.to (type), weight.to (type), converted (layer->bias, type), 1, padding, dilation)
        .to (x.scalar_type());
}

Tensor transformed (const torch::nn::Linear& layer, const Tensor& x)
{
    const auto type = typeFor (x);
    return torch::linear (x.to (type), layer->weight.to (type), converted (layer->bias, type)).to (x.scalar_type());
}

Tensor product (const Tensor& a, const Tensor& b)
{
    return torch::matmul (a.to (typeFor (a)), b.to (typeFor (a))).to (a.scalar_type());
}
} // namespace stochastick
