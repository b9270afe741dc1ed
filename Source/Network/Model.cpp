#include "Network/Model.h"

#include "Network/Safetensors.h"
#include "Support/Error.h"

#include <fstream>
#include <torch/types.h>
#include <torch/utils.h>

namespace stochastick
{
namespace fs = std::filesystem;
using torch::Tensor;

namespace
{
[[noreturn]] void throwBad (const fs::path& file, const std::string& why)
{
    throw Error ("\"" + file.string() + "\" is not a usable model: " + why + '.');
}

void copyParameters (const fs::path& file, ScoreUnet& network, std::map<std::string, Tensor> stored)
{
    torch::NoGradGuard noGradient;

    for (auto& item : network->named_parameters())
    {
        const auto found = stored.find (item.key());

        if (found == stored.end())
            throwBad (file, "the tensor \"" + item.key() + "\" is missing");

        if (found->second.sizes() != item.value().sizes())
            throwBad (file, "the tensor \"" + item.key() + "\" has another shape than its configuration says");

        if (! found->second.is_floating_point() || ! torch::isfinite (found->second).all().item<bool>())
            throwBad (file, "the tensor \"" + item.key() + "\" holds something that is not a finite number");

        item.value().copy_ (found->second);
        stored.erase (found);
    }

    if (! stored.empty())
        throwBad (file, "it holds the tensor \"" + stored.begin()->first.substr (0, 80)
                            + "\", which its configuration does not know");
}

/** FNV-1a: tells two weight files apart; no protection against forgery is meant. */
std::string hashOf (const fs::path& file)
{
    std::ifstream stream (file, std::ios::binary);
    const std::string bytes ((std::istreambuf_iterator<char> (stream)), {});
    std::uint64_t hash = 0xcbf29ce484222325u;

    for (const char byte : bytes)
        hash = (hash ^ static_cast<unsigned char> (byte)) * 0x100000001b3u;

    char digits[17];
    std::snprintf (digits, sizeof digits, "%016llx", static_cast<unsigned long long> (hash));
    return digits;
}
} // namespace

Model::Model (ModelInfo info)
    : about (std::move (info)),
      net (about.network)
{
}

Model Model::load (const fs::path& path, torch::Device device)
{
    const auto file = weightsFileOf (path);
    auto content = readSafetensors (file);
    Model model (parseModelInfo (file, content.metadata));

    copyParameters (file, model.net, std::move (content.tensors));
    model.net->eval();
    model.moveTo (device);
    model.hash = hashOf (file);
    return model;
}

void Model::moveTo (torch::Device device)
{
    net->to (device);
    where = device;
}

void Model::saveAs (const fs::path& file, const ModelInfo& info) const
{
    Safetensors content { {}, { { modelInfoKey, nlohmann::json (info).dump (-1, ' ', false, nlohmann::json::error_handler_t::replace) } } };

    for (const auto& item : net->named_parameters())
        content.tensors[item.key()] = item.value().detach().to (torch::kFloat16);

    writeSafetensors (file, content);
}

Denoiser Model::denoiser (const Tensor& classWeights, double guidance) const
{
    const auto batch = classWeights.size (0);
    const auto noClass = torch::zeros ({ batch, 1 });
    auto weights = torch::cat ({ classWeights.to (torch::kFloat32), noClass }, 1);

    if (guidance != 1.0)
        weights = torch::cat (
            { weights, torch::cat ({ torch::zeros_like (classWeights, torch::kFloat32), noClass + 1.0 }, 1) }, 0);

    return [network = net, weights = weights.to (where), guidance] (const Tensor& x, double ratio) mutable {
        const auto input = guidance == 1.0 ? x : torch::cat ({ x, x }, 0);
        const auto ratios = torch::full ({ input.size (0) }, ratio, input.options());
        const auto estimate = network (input, ratios, weights);

        if (guidance == 1.0)
            return estimate;

        const auto both = estimate.chunk (2, 0);
        return both[1] + guidance * (both[0] - both[1]);
    };
}

std::int64_t Model::parameterCount() const
{
    std::int64_t count = 0;

    for (const auto& parameter : net->parameters())
        count += parameter.numel();

    return count;
}
} // namespace stochastick
