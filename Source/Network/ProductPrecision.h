#pragma once

#include <torch/nn/modules/conv.h>
#include <torch/nn/modules/linear.h>

namespace stochastick
{
/** While it lives, the layers below multiply numbers of this type on its thread: kFloat32, or kBFloat16 to train quicker
    ("mixed precision", Micikevicius 2018, arXiv 1710.03740: weights, sums and all between the products stay in 32 bits). */
class ScopedProductPrecision
{
public:
    explicit ScopedProductPrecision (torch::ScalarType type);
    ~ScopedProductPrecision();

    ScopedProductPrecision (const ScopedProductPrecision&) = delete;
    ScopedProductPrecision& operator= (const ScopedProductPrecision&) = delete;

private:
    torch::ScalarType before;
};

/** bfloat16 where products of training's size take less than four fifths of the time with it, otherwise float32: measured
    anew each time, in less than a second. */
torch::ScalarType quickestProducts (torch::Device device);

/** Of stride 1, as many frames as before. */
torch::Tensor convolved (const torch::nn::Conv1d& layer, const torch::Tensor& x);
torch::Tensor transformed (const torch::nn::Linear& layer, const torch::Tensor& x);
torch::Tensor product (const torch::Tensor& a, const torch::Tensor& b); ///< as torch::matmul
} // namespace stochastick
