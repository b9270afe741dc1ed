#include "Engine/LevelSchedule.h"

#include "Audio/Emphasis.h"
#include "Diffusion/LevelCosts.h"
#include "Engine/LoadedModel.h"
#include "Training/Dataset.h"
#include "Training/DrumSynthesis.h"

#include <algorithm>
#include <cmath>
#include <torch/utils.h>

namespace stochastick
{
namespace
{
/** Some sounds of one class, at most as many as there are. */
std::vector<std::vector<float>> soundsOf (int drumClass, const LevelScheduleRequest& request, const ModelInfo& info,
                                          const Dataset& dataset)
{
    std::vector<std::vector<float>> sounds;
    const auto wanted = static_cast<std::size_t> (request.soundsPerClass);

    for (const auto& example : dataset.examples)
        if (example.drumClass == drumClass && sounds.size() < wanted)
            sounds.push_back (example.samples);

    if (! request.data.empty())
        return sounds;

    const auto& name = info.classes[static_cast<std::size_t> (drumClass)];
    const auto& known = drumClasses();
    const auto found = std::find (known.begin(), known.end(), name);

    if (found == known.end())
        throw Error ("There are no procedural drums of the class \"" + name + "\"; give a folder of sounds with --data.");

    for (std::size_t i = 0; i < wanted; ++i)
        sounds.push_back (synthesiseDrum (static_cast<int> (found - known.begin()), request.seed + i, info.length).samples);

    return sounds;
}

std::vector<double> fineGrid (const ModelInfo& info, int levels)
{
    std::vector<double> ratios;

    for (int i = 0; i < levels; ++i)
        ratios.push_back (
            std::exp (std::lerp (std::log (info.smallestRatio), std::log (info.largestRatio), i / (levels - 1.0))));

    ratios.front() = info.smallestRatio; // to the bit, so that a run's ends are found
    ratios.back() = info.largestRatio;
    return ratios;
}

Dataset heldOut (const LevelScheduleRequest& request, const ModelInfo& info, const CancelToken& cancel)
{
    if (request.data.empty())
        return {};

    return loadDataset ({ request.data, info.classes, info.sampleRate, info.length, Split::heldOut, cancel });
}
} // namespace

LevelSchedule learnLevels (const LevelScheduleRequest& request, const CancelToken& cancel,
                           const std::function<void (double done, const std::string& what)>& onProgress)
{
    const torch::InferenceMode inference;
    const ScopedThreadCount threads (request.generator.threads);
    const auto loaded = loadModel (request.generator);
    const auto& model = loaded.model;
    const auto& info = model.info();
    info.requireClasses ("Learning levels");
    const auto dataset = heldOut (request, info, cancel);

    LevelCosts costs (fineGrid (info, request.levels));
    int done = 0;

    for (int drumClass = 0; drumClass < static_cast<int> (info.classes.size()); ++drumClass)
    {
        const auto& name = info.classes[static_cast<std::size_t> (drumClass)];
        const auto weights = loaded.weightsOf ({ { name, 1.0 } });

        for (auto& samples : soundsOf (drumClass, request, info, dataset))
        {
            emphasise (samples, info.emphasis);
            const auto sound = torch::tensor (samples).reshape ({ 1, 1, -1 }).to (model.device());
            const Noise noise ({ request.seed + static_cast<std::uint64_t> (done) });
            const auto start = noise.normal (NoisePurpose::start, 0, info.length).to (model.device());

            costs.addNoiseLoss (model.denoiser (weights), sound, noise, cancel);
            costs.addMoveErrors (model.denoiser (weights, request.guidance), start, cancel);
            ++done;
            onProgress (done / (static_cast<double> (info.classes.size()) * request.soundsPerClass), name);
        }
    }

    return { costs.result(), loaded.folder, model.weightHash(), done };
}
} // namespace stochastick
