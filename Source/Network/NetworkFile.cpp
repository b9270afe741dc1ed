#include "Network/NetworkFile.h"

#include "Support/Error.h"

#include <fstream>
#include <torch/utils.h>

namespace stochastick
{
namespace fs = std::filesystem;
using torch::Tensor;

void throwUnusable (const fs::path& file, const std::string& why)
{
    throw Error ("\"" + file.string() + "\" is not a usable model: " + why + '.');
}

void loadParameters (const fs::path& file, torch::nn::Module& network, std::map<std::string, Tensor> stored)
{
    const torch::NoGradGuard noGradient;

    for (auto& item : network.named_parameters())
    {
        const auto found = stored.find (item.key());

        if (found == stored.end())
            throwUnusable (file, "the tensor \"" + item.key() + "\" is missing");

        if (found->second.sizes() != item.value().sizes())
            throwUnusable (file, "the tensor \"" + item.key() + "\" has another shape than its configuration says");

        if (! found->second.is_floating_point() || ! torch::isfinite (found->second).all().item<bool>())
            throwUnusable (file, "the tensor \"" + item.key() + "\" holds something that is not a finite number");

        item.value().copy_ (found->second);
        stored.erase (found);
    }

    if (! stored.empty())
        throwUnusable (file, "it holds the tensor \"" + stored.begin()->first.substr (0, 80)
                                 + "\", which its configuration does not know");
}

std::map<std::string, Tensor> storedParameters (const torch::nn::Module& network, torch::ScalarType type)
{
    std::map<std::string, Tensor> tensors;

    for (const auto& item : network.named_parameters())
        tensors[item.key()] = item.value().detach().to (type);

    return tensors;
}

std::string hashOfFile (const fs::path& file)
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

std::int64_t parameterCountOf (const torch::nn::Module& network)
{
    std::int64_t count = 0;

    for (const auto& parameter : network.parameters())
        count += parameter.numel();

    return count;
}
} // namespace stochastick
