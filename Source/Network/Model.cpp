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

namespace
{
/** A condition and the share that its estimate has in the guided one. */
struct Term
{
    double share;
    Tensor condition; // (batch, condition columns)
};

std::vector<Term> guidedTerms (const ScoreUnetConfig& config, const Tensor& classWeights, double guidance,
                               const Tensor& descriptors, double descriptorGuidance)
{
    const auto shape = std::vector<std::int64_t> { classWeights.size (0), config.conditionColumns() };
    auto nothing = torch::zeros (shape);
    auto classes = torch::zeros (shape);
    nothing.select (1, config.classes).fill_ (1.0);
    classes.narrow (1, 0, config.classes) = classWeights.to (torch::kFloat32);

    if (! descriptors.defined() || descriptors.isnan().all().item<bool>())
        return { { guidance, classes }, { 1.0 - guidance, nothing } };

    auto all = classes.clone();
    const auto values = config.classes + 1, known = values + config.descriptors;
    all.narrow (1, values, config.descriptors) = torch::nan_to_num (descriptors.to (torch::kFloat32), 0.0);
    all.narrow (1, known, config.descriptors) = descriptors.isnan().logical_not();
    return { { descriptorGuidance, all }, { guidance - descriptorGuidance, classes }, { 1.0 - guidance, nothing } };
}
} // namespace

Denoiser Model::denoiser (const Tensor& classWeights, double guidance, const Tensor& descriptors,
                          double descriptorGuidance) const
{
    auto terms = guidedTerms (net->config(), classWeights, guidance, descriptors, descriptorGuidance);
    std::erase_if (terms, [] (const Term& term) { return term.share == 0.0; });

    std::vector<Tensor> conditions;
    std::vector<double> shares;

    for (const auto& term : terms)
    {
        conditions.push_back (term.condition);
        shares.push_back (term.share);
    }

    return
        [network = net, condition = torch::cat (conditions, 0).to (where), shares] (const Tensor& x, double ratio) mutable {
            const auto count = static_cast<std::int64_t> (shares.size());
            const auto input = count == 1 ? x : x.repeat ({ count, 1, 1 });
            const auto ratios = torch::full ({ input.size (0) }, ratio, input.options());
            const auto estimates = network (input, ratios, condition).chunk (count, 0);
            auto sum = shares[0] * estimates[0];

            for (std::size_t i = 1; i < shares.size(); ++i)
                sum += shares[i] * estimates[i];

            return sum;
        };
}
} // namespace stochastick
