#include "Network/CrashUnet.h"

#include "Support/Error.h"

#include <torch/nn/init.h>
#include <torch/types.h>

namespace stochastick
{
using torch::Tensor;
namespace nn = torch::nn;

namespace
{
constexpr CrashBlockSize downSizes[] { { 32, 128, 2 }, { 128, 128, 2 }, { 128, 256, 3 }, { 256, 512, 5 }, { 512, 512, 5 } };
constexpr CrashBlockSize upSizes[] { { 512, 512, 5 }, { 512, 256, 5 }, { 256, 128, 3 }, { 128, 128, 2 }, { 128, 128, 2 } };

void makeOrthogonal (nn::Module& network)
{
    for (const auto& module : network.modules (false))
        if (auto* convolution = module->as<nn::Conv1d>())
        {
            nn::init::orthogonal_ (convolution->weight);
            nn::init::zeros_ (convolution->bias);
        }
}
} // namespace

CrashUnetImpl::CrashUnetImpl (CrashStart start)
{
    nn::ModuleList downList, filmList, upList;

    stem = register_module ("conv_1", nn::Conv1d (nn::Conv1dOptions (1, downSizes[0].channelsIn, 5).padding (2)));
    embedding = register_module ("embedding", CrashEmbedding());
    register_module ("downsample", downList);
    register_module ("gamma_beta", filmList);
    register_module ("upsample", upList);
    last = register_module ("last_conv", nn::Conv1d (nn::Conv1dOptions (128, 1, 3).padding (1)));

    for (const auto& size : downSizes)
    {
        down.push_back (appendTo (downList, CrashDownBlock (size, CrashDecimation::beforeFirstLayer)));
        film.push_back (appendTo (filmList, CrashFilm (size.channelsOut)));
    }

    for (const auto& size : upSizes)
        up.push_back (appendTo (upList, CrashUpBlock (size)));

    if (start == CrashStart::orthogonal)
        makeOrthogonal (*this);
}

Tensor CrashUnetImpl::forward (const Tensor& x, const Tensor& sigma)
{
    if (x.size (2) == 0 || x.size (2) % lengthMultiple() != 0)
        throw Error ("CRASH's network makes lengths that are a multiple of " + std::to_string (lengthMultiple())
                     + " samples, not " + std::to_string (x.size (2)) + '.');

    const auto condition = embedding (sigma);
    auto h = stem (x);
    std::vector<Tensor> skips;

    for (std::size_t i = 0; i < down.size(); ++i)
        skips.push_back (h = down[i](h, film[i](condition)));

    for (std::size_t i = 0; i < up.size(); ++i)
        h = up[i](h, skips[skips.size() - 1 - i]); // the deepest block's skip is its own input

    return last (h);
}
} // namespace stochastick
