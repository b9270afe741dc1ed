#include "Network/ProductPrecision.h"

#include "Network/NetworkTestTools.h"

#include <catch2/catch.hpp>
#include <torch/autograd.h>

using namespace stochastick;
using namespace networktest;
namespace nn = torch::nn;

namespace
{
/** Relative to the size of the expected. */
double distance (const Tensor& actual, const Tensor& expected)
{
    return ((actual - expected).norm() / expected.norm()).item<double>();
}

/** 16-bit factors have 8 bits of mantissa: results are off by more than rounding of 32 bits and by less than a hundredth. */
void requireHalf (const Tensor& half, const Tensor& whole)
{
    CHECK (half.scalar_type() == torch::kFloat32);
    CHECK (half.sizes() == whole.sizes());
    CHECK (distance (half, whole) > 1e-5);
    CHECK (distance (half, whole) < 1e-2);
}
} // namespace

TEST_CASE ("layers of 32-bit products are LibTorch's own")
{
    const nn::Conv1d dilated (nn::Conv1dOptions (6, 4, 3).padding (2).dilation (2)), narrow (nn::Conv1dOptions (6, 4, 1));
    const nn::Linear linear (6, 5);
    const auto x = normal ({ 2, 6, 9 });

    for (auto layer : { dilated, narrow })
        CHECK (torch::equal (convolved (layer, x), layer->forward (x)));

    auto copy = linear;
    CHECK (torch::equal (transformed (linear, x.transpose (1, 2)), copy (x.transpose (1, 2))));
    CHECK (torch::equal (product (x, x.transpose (1, 2)), torch::matmul (x, x.transpose (1, 2))));
}

TEST_CASE ("16-bit products stay near the 32-bit ones, in what comes out and in the gradients, and end with their scope")
{
    const nn::Conv1d convolution (nn::Conv1dOptions (16, 16, 3).padding (1));
    const nn::Linear linear (16, 8);
    const auto x = normal ({ 2, 16, 40 }).requires_grad_();
    const auto results = [&] {
        auto out = transformed (linear, convolved (convolution, x).transpose (1, 2));
        out = product (out, out.transpose (1, 2));
        const auto gradients = torch::autograd::grad ({ out.square().mean() }, { x, convolution->weight, linear->bias });
        return std::vector { out, gradients[0], gradients[1], gradients[2] };
    };

    const auto whole = results();
    std::vector<Tensor> half;

    {
        const ScopedProductPrecision precision (torch::kBFloat16);
        half = results();
    }

    for (std::size_t i = 0; i < whole.size(); ++i)
        requireHalf (half[i], whole[i]);

    CHECK (torch::equal (results()[0], whole[0]));
}
