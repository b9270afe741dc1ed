#include "Network/CrashGuidance.h"

#include "Network/NetworkFile.h"
#include "Network/Safetensors.h"
#include "Support/Error.h"
#include "Support/Nearest.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <torch/types.h>
#include <torch/utils.h>

namespace stochastick
{
namespace fs = std::filesystem;

namespace
{
constexpr auto infoKey = "stochastick_crash_classifier";
constexpr int formatVersion = 1;
} // namespace

ClassGradient classGradientFrom (StateGradient gradient, const ProcessSpec& trainedWith)
{
    const std::shared_ptr<const Process> process = makeProcess (trainedWith);

    return [gradient = std::move (gradient), process] (const Tensor& x, double ratio) {
        const auto t = std::clamp (process->timeOf (ratio), process->tMin(), process->tMax());
        const auto inside = std::min (1.0, process->ratio (process->tMax()) / ratio); // below 1: above the largest ratio
        const auto scale = inside * process->mean (t);
        return scale * gradient (scale * x, torch::full ({ x.size (0) }, process->sigma (t), x.options()));
    };
}

const std::vector<std::string>& CrashClassifierFile::classes()
{
    static const std::vector<std::string> names { "kick", "snare", "cymbal" };
    return names;
}

CrashClassifierFile CrashClassifierFile::load (const fs::path& folder, torch::Device device)
{
    const auto file = folder / fileName;

    if (std::error_code ignored; ! fs::is_regular_file (file, ignored))
        throw UsageError ("There is no classifier at \"" + file.string()
                          + "\"; bring CRASH's with: stochastick import crash-classifier FILE.pt --out " + folder.string()
                          + '.');

    auto content = readSafetensors (file);

    if (content.metadata.count (infoKey) == 0)
        throwUnusable (file, "it is not CRASH's classifier, which alone guides CRASH's network");

    if (const auto about = nlohmann::json::parse (content.metadata.at (infoKey), nullptr, false);
        about.is_discarded() || about.value ("format_version", 0) != formatVersion)
        throwUnusable (file, "it is of a format that this program does not know");

    CrashClassifier network;
    loadParameters (file, *network, std::move (content.tensors));
    network->eval();

    for (auto& parameter : network->parameters())
        parameter.set_requires_grad (false); // only the sound is differentiated

    network->to (device);
    return CrashClassifierFile (network);
}

void CrashClassifierFile::save (const fs::path& folder, const CrashClassifier& network, const std::string& licence)
{
    const nlohmann::json about { { "format_version", formatVersion },
                                 { "architecture", "crash-classifier" },
                                 { "classes", classes() },
                                 { "licence", licence } };
    const auto text = about.dump (-1, ' ', false, nlohmann::json::error_handler_t::replace);
    writeSafetensors (folder / fileName, { storedParameters (*network, torch::kFloat32), { { infoKey, text } } });
}

StateGradient CrashClassifierFile::gradientFor (const std::map<std::string, double>& classWeights) const
{
    auto weights = torch::zeros ({ CrashClassifierImpl::classes });

    for (const auto& [name, weight] : classWeights)
    {
        const auto found = std::find (classes().begin(), classes().end(), name);

        if (found == classes().end())
            throw UsageError (unknownKeySentence ("class", name, classes()));

        weights[found - classes().begin()] = weight;
    }

    const auto device = net->parameters().front().device();
    return [network = net, weights = (weights / weights.sum()).to (device)] (const Tensor& z, const Tensor& sigma) mutable {
        return network->gradient (z, sigma, weights);
    };
}
} // namespace stochastick
