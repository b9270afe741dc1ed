#include "Network/CrashClassifier.h"

#include "Support/Error.h"

#include <torch/autograd.h>
#include <torch/types.h>
#include <torch/utils.h>

namespace stochastick
{
using torch::Tensor;
namespace nn = torch::nn;

namespace
{
// Together they divide the length down to a single frame.
constexpr CrashBlockSize sizes[] { { 32, 128, 4 },  { 128, 256, 6 }, { 256, 256, 5 },
                                   { 256, 256, 5 }, { 256, 512, 5 }, { 512, 512, 7 } };
} // namespace

CrashClassifierImpl::CrashClassifierImpl()
{
    // What is made in InferenceMode could never be differentiated through.
    const torch::InferenceMode recording (false);
    nn::ModuleList downList, filmList;

    stem = register_module ("conv_1", nn::Conv1d (nn::Conv1dOptions (1, sizes[0].channelsIn, 5).padding (2)));
    embedding = register_module ("embedding", CrashEmbedding());
    register_module ("downsample", downList);
    register_module ("gamma_beta", filmList);
    last = register_module ("last_conv", nn::Linear (512, classes));

    for (const auto& size : sizes)
    {
        down.push_back (appendTo (downList, CrashDownBlock (size, CrashDecimation::inFirstLayer)));
        film.push_back (appendTo (filmList, CrashFilm (size.channelsOut)));
    }
}

Tensor CrashClassifierImpl::logProbabilities (const Tensor& x, const Tensor& sigma)
{
    if (x.size (2) != length)
        throw Error ("CRASH's classifier hears sounds of " + std::to_string (length) + " samples, not "
                     + std::to_string (x.size (2)) + '.');

    const auto condition = embedding (sigma);
    auto h = stem (x);

    for (std::size_t i = 0; i < down.size(); ++i)
        h = down[i](h, film[i](condition));

    return torch::log_softmax (last (h.squeeze (2)), 1); // h: (batch, 512, 1)
}

Tensor CrashClassifierImpl::gradient (const Tensor& x, const Tensor& sigma, const Tensor& weights)
{
    const torch::InferenceMode recording (false);
    // Copies: tensors made in InferenceMode cannot be part of a graph.
    const auto input = x.detach().clone().requires_grad_ (true);
    const auto objective = (logProbabilities (input, sigma) * weights.clone()).sum();

    return torch::autograd::grad ({ objective }, { input }).front();
}
} // namespace stochastick
