#include "Network/Model.h"

#include "Network/NetworkFile.h"
#include "Network/Safetensors.h"
#include "Support/Error.h"

#include <algorithm>
#include <torch/types.h>
#include <torch/utils.h>

namespace stochastick
{
namespace fs = std::filesystem;
using torch::Tensor;

static_assert (CrashUnetImpl::lengthMultiple() == ModelInfo::crashLengthMultiple);

namespace
{
std::variant<ScoreUnet, CrashUnet> networkOf (const ModelInfo& info, CrashStart start)
{
    if (info.architecture == Architecture::crashUnet)
        return CrashUnet (start);

    return ScoreUnet (info.network);
}

/** Whether the wide network with nothing of the narrow one's parts changed, only more of them, is the same function at first. */
bool onlyGains (const ScoreUnetConfig& narrow, const ScoreUnetConfig& wide)
{
    auto same = wide;
    same.descriptors = narrow.descriptors;
    same.expectsPower = narrow.expectsPower;
    same.longWindows = narrow.longWindows;
    same.powerAboveNoise = narrow.powerAboveNoise;
    same.marksSynthetic = narrow.marksSynthetic;

    for (std::size_t i = 0; i < std::min (same.levels.size(), narrow.levels.size()); ++i)
        same.levels[i].blocks = narrow.levels[i].blocks;

    return same == narrow;
}

bool gainsDescriptors (const ScoreUnetConfig& narrow, const ScoreUnetConfig& wide, const std::string& parameter)
{
    return narrow.descriptors == 0 && wide.descriptors > 0 && parameter.ends_with ("expected.table");
}

torch::ScalarType storedTypeOf (const ModelInfo& info)
{
    return info.architecture == Architecture::crashUnet ? torch::kFloat32 : torch::kFloat16;
}
} // namespace

Model::Model (ModelInfo info)
    : Model (info, networkOf (info, CrashStart::orthogonal))
{
}

Model::Model (ModelInfo info, Network network)
    : about (std::move (info)),
      net (std::move (network))
{
}

Model Model::toBeFilled (ModelInfo info)
{
    auto network = networkOf (info, CrashStart::unset);
    return Model (std::move (info), std::move (network));
}

torch::nn::Module& Model::module() const
{
    return std::visit ([] (const auto& network) -> torch::nn::Module& { return *network.ptr(); }, net);
}

Model Model::load (const fs::path& path, torch::Device device)
{
    const auto file = weightsFileOf (path);
    auto content = readSafetensors (file);
    auto model = toBeFilled (parseModelInfo (file, content.metadata));

    loadParameters (file, model.module(), std::move (content.tensors));
    model.module().eval();
    model.moveTo (device);
    model.hash = hashOfFile (file);
    return model;
}

NoisePredictor Model::noisePredictor() const
{
    return [network = crashNetwork()] (const Tensor& z, const Tensor& sigma) mutable { return network (z, sigma); };
}

void Model::moveTo (torch::Device device)
{
    module().to (device);
    where = device;
}

void Model::saveAs (const fs::path& file, const ModelInfo& info) const
{
    const auto text = nlohmann::json (info).dump (-1, ' ', false, nlohmann::json::error_handler_t::replace);
    writeSafetensors (file, { storedParameters (module(), storedTypeOf (info)), { { modelInfoKey, text } } });
}

Model Model::widenedTo (ModelInfo wider) const
{
    if (! onlyGains (about.network, wider.network))
        throw Error (
            "The network that is asked for has other sizes than that of the model to start from; it may only have more "
            "blocks and more of what can be told it.");

    Model wide (std::move (wider));

    const torch::NoGradGuard noGradient;
    auto parameters = wide.module().named_parameters();

    for (const auto& item : module().named_parameters())
    {
        auto* found = parameters.find (item.key());

        if (found != nullptr && found->sizes() == item.value().sizes())
            found->copy_ (item.value());
        else if (found == nullptr || ! gainsDescriptors (about.network, wide.about.network, item.key()))
            throw Error ("The network that is asked for has no place for \"" + item.key()
                         + "\" of the model to start from: it may only have more than that.");
        else // nothing could be asked of the table of expected power: the first row of each class
            found->view ({ item.value().size (0), -1, found->size (1) }).select (1, 0).copy_ (item.value());
    }

    return wide;
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
    if (about.architecture == Architecture::crashUnet)
        return crashDenoiser (crashNetwork(), about.trainedWith);

    auto terms = guidedTerms (network()->config(), classWeights, guidance, descriptors, descriptorGuidance);
    std::erase_if (terms, [] (const Term& term) { return term.share == 0.0; });

    std::vector<Tensor> conditions;
    std::vector<double> shares;

    for (const auto& term : terms)
    {
        conditions.push_back (term.condition);
        shares.push_back (term.share);
    }

    return [network = network(), condition = torch::cat (conditions, 0).to (where), shares] (const Tensor& x,
                                                                                             double ratio) mutable {
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
