#include "Network/NoiseClassifier.h"

#include "Network/NetworkFile.h"
#include "Network/Safetensors.h"
#include "Support/Error.h"

#include <nlohmann/json.hpp>
#include <torch/autograd.h>
#include <torch/types.h>
#include <torch/utils.h>

namespace stochastick
{
namespace fs = std::filesystem;
namespace nn = torch::nn;
using nlohmann::json;
using torch::Tensor;

namespace
{
constexpr int frame = 32, width = 192, heads = 4;
constexpr std::array<int, 3> channels { 48, 96, 160 };
constexpr int stride = 4; // between the levels
constexpr auto infoKey = "stochastick_classifier";
constexpr int formatVersion = 1;

json toJson (const ClassifierInfo& info)
{
    return { { "format_version", formatVersion }, { "classes", info.classes },      { "sample_rate", info.sampleRate },
             { "emphasis", info.emphasis },       { "sigma_data", info.sigmaData }, { "licence", info.licence },
             { "training", info.training } };
}

ClassifierInfo parse (const fs::path& file, const std::map<std::string, std::string>& metadata)
{
    try
    {
        const auto j = json::parse (metadata.at (infoKey));

        if (j.at ("format_version").get<int>() != formatVersion)
            throwUnusable (file, "it is of a format that this program does not know");

        ClassifierInfo info { j.at ("classes"),    j.at ("sample_rate"), j.at ("emphasis"),
                              j.at ("sigma_data"), j.at ("licence"),     j.at ("training") };

        if (info.classes.empty() || info.classes.size() > 1000 || ! (info.sigmaData > 0))
            throwUnusable (file, "its description contradicts itself");

        return info;
    }
    catch (const json::exception&)
    {
        throwUnusable (file, "its description is incomplete");
    }
    catch (const std::out_of_range&)
    {
        throwUnusable (file, "it is no classifier of Stochastick");
    }
}
} // namespace

NoiseClassifierNetImpl::NoiseClassifierNetImpl (int classes, double sigma)
    : sigmaData (sigma)
{
    conditioning = register_module ("conditioning", Conditioning (0, 0, width));
    stem = register_module (
        "stem", nn::Conv1d (nn::Conv1dOptions (1, channels[0] - 1, 2 * frame).stride (frame).padding (frame / 2)));

    for (std::size_t i = 0; i < channels.size(); ++i)
    {
        Level level;
        const auto prefix = "level" + std::to_string (i) + '_';

        for (int block = 0; block < 2; ++block)
            level.blocks.push_back (register_module (prefix + "block" + std::to_string (block),
                                                     ResidualBlock (channels[i], channels[i], width)));

        if (i + 1 < channels.size())
            level.shrink = register_module (
                prefix + "shrink", nn::Conv1d (nn::Conv1dOptions (channels[i], channels[i + 1], stride).stride (stride)));

        levels.push_back (level);
    }

    mixing = register_module ("mixing", MixingBlock (channels.back(), heads, width));
    norm = register_module ("norm", FrameNorm (channels.back()));
    attention = register_module ("attention", nn::Conv1d (nn::Conv1dOptions (channels.back(), 1, 1)));
    hidden = register_module ("hidden", nn::Linear (2 * channels.back(), width));
    scores = register_module ("scores", nn::Linear (width, classes));
}

Tensor NoiseClassifierNetImpl::forward (const Tensor& x, const Tensor& ratio)
{
    const auto told = conditioning (ratio, torch::ones ({ ratio.size (0), 1 }, ratio.options()));
    const auto inScale = (ratio.square() + sigmaData * sigmaData).rsqrt().view ({ -1, 1, 1 });
    auto h = splitLevel (stem (inScale * x)); // (batch, channels, frames)

    for (auto& level : levels)
    {
        for (auto& block : level.blocks)
            h = block (h, told);

        if (level.shrink)
            h = level.shrink (h);
    }

    h = norm (mixing (h, told));
    const auto weights = torch::softmax (attention (h), 2); // (batch, 1, frames)
    const auto pooled = torch::cat ({ (h * weights).sum (2), h.mean (2) }, 1);
    return torch::log_softmax (scores (torch::silu (hidden (pooled))), 1);
}

NoiseClassifier::NoiseClassifier (ClassifierInfo info)
    : about (std::move (info)),
      net (static_cast<int> (about.classes.size()), about.sigmaData)
{
}

NoiseClassifier NoiseClassifier::load (const fs::path& folder, torch::Device device)
{
    const auto file = folder / fileName;

    if (std::error_code ignored; ! fs::is_regular_file (file, ignored))
        throw UsageError ("There is no classifier at \"" + file.string()
                          + "\"; train one with: stochastick train-classifier, or use --guidance alone.");

    auto content = readSafetensors (file);
    NoiseClassifier classifier (parse (file, content.metadata));
    loadParameters (file, *classifier.net, std::move (content.tensors));
    classifier.net->eval();

    for (auto& parameter : classifier.net->parameters())
        parameter.set_requires_grad (false); // only the sound is differentiated

    classifier.moveTo (device);
    return classifier;
}

void NoiseClassifier::saveTo (const fs::path& folder, const std::string& training) const
{
    auto info = about;
    info.training = training;
    writeSafetensors (folder / fileName, { storedParameters (*net), { { infoKey, toJson (info).dump() } } });
}

void NoiseClassifier::moveTo (torch::Device device)
{
    net->to (device);
    where = device;
}

Tensor NoiseClassifier::logProbabilities (const Tensor& x, double ratio) const
{
    auto network = net;
    return network (x, torch::full ({ x.size (0) }, ratio, x.options()));
}

Tensor NoiseClassifier::gradient (const Tensor& x, double ratio, const Tensor& weights) const
{
    const torch::AutoGradMode gradients (true);
    const auto input = x.detach().clone().set_requires_grad (true);
    const auto sum = (logProbabilities (input, ratio) * weights.to (where)).sum();
    return torch::autograd::grad ({ sum }, { input }).front();
}
} // namespace stochastick
