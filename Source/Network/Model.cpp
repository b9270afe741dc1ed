#include "Network/Model.h"

#include "Network/NetworkFile.h"
#include "Network/Safetensors.h"

#include <torch/types.h>
#include <torch/utils.h>

namespace stochastick
{
namespace fs = std::filesystem;
using torch::Tensor;

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

    loadParameters (file, *model.net, std::move (content.tensors));
    model.net->eval();
    model.moveTo (device);
    model.hash = hashOfFile (file);
    return model;
}

void Model::moveTo (torch::Device device)
{
    net->to (device);
    where = device;
}

void Model::saveAs (const fs::path& file, const ModelInfo& info) const
{
    const auto text = nlohmann::json (info).dump (-1, ' ', false, nlohmann::json::error_handler_t::replace);
    writeSafetensors (file, { storedParameters (*net), { { modelInfoKey, text } } });
}

Model Model::withDescriptors (std::vector<DescriptorScale> descriptors) const
{
    auto info = about;
    info.network.descriptors = static_cast<int> (descriptors.size());
    info.descriptors = std::move (descriptors);
    Model wider (info);

    const torch::NoGradGuard noGradient;
    auto parameters = wider.net->named_parameters();

    for (const auto& item : net->named_parameters())
        parameters[item.key()].copy_ (item.value());

    return wider;
}

Denoiser Model::denoiser (const Tensor& classWeights, double guidance, const Tensor& descriptors) const
{
    const auto batch = classWeights.size (0);
    const auto columns = net->config().conditionColumns();
    const auto classes = net->config().classes;
    const auto count = net->config().descriptors;
    auto condition = torch::zeros ({ batch, columns });
    condition.narrow (1, 0, classes) = classWeights.to (torch::kFloat32);

    if (descriptors.defined())
    {
        condition.narrow (1, classes + 1, count) = torch::nan_to_num (descriptors.to (torch::kFloat32), 0.0);
        condition.narrow (1, classes + 1 + count, count) = descriptors.isnan().logical_not();
    }

    if (guidance != 1.0) // the second half knows nothing
    {
        auto nothing = torch::zeros ({ batch, columns });
        nothing.select (1, classes).fill_ (1.0);
        condition = torch::cat ({ condition, nothing }, 0);
    }

    return [network = net, condition = condition.to (where), guidance] (const Tensor& x, double ratio) mutable {
        const auto input = guidance == 1.0 ? x : torch::cat ({ x, x }, 0);
        const auto ratios = torch::full ({ input.size (0) }, ratio, input.options());
        const auto estimate = network (input, ratios, condition);

        if (guidance == 1.0)
            return estimate;

        const auto both = estimate.chunk (2, 0);
        return both[1] + guidance * (both[0] - both[1]);
    };
}
} // namespace stochastick
