#include "Engine/Generator.h"

#include "Audio/Emphasis.h"
#include "Audio/Shaping.h"
#include "Diffusion/Sampler.h"
#include "Network/Device.h"
#include "Network/Model.h"
#include "Support/Error.h"

#include <chrono>
#include <torch/utils.h>

namespace stochastick
{
using torch::Tensor;

namespace
{
/** Sounds end in silence, without a click or an offset, and are as loud as can be without clipping between samples. */
void finish (MonoAudio& audio)
{
    constexpr double peakDb = -1.0, fadeSeconds = 0.02;

    removeDc (audio);
    fadeOut (audio, fadeSeconds);
    normalisePeak (audio, peakDb);
}

/** (1, classes), summing to 1. */
Tensor weightsOf (const Recipe& recipe, const ModelInfo& info)
{
    auto weights = torch::zeros ({ 1, static_cast<std::int64_t> (info.classes.size()) });

    for (const auto& [name, weight] : recipe.classes)
        weights[0][info.classIndex (name)] = weight;

    return weights / weights.sum();
}

MonoAudio toAudio (const Tensor& samples, const ModelInfo& info)
{
    const auto host = samples.to (torch::kCPU, torch::kFloat32).contiguous();

    if (! torch::isfinite (host).all().item<bool>())
        throw Error ("The network gave a sound that is not a number; try another seed, fewer guidance or more steps.");

    MonoAudio audio { { host.data_ptr<float>(), host.data_ptr<float>() + host.numel() }, info.sampleRate };
    deEmphasise (audio.samples, info.emphasis);
    return audio;
}

/** LibTorch's messages carry stack traces; people get their first line. */
template <typename Work>
auto inOneSentence (Work&& work)
{
    try
    {
        return work();
    }
    catch (const c10::Error& error)
    {
        const std::string text = error.what_without_backtrace();
        throw Error ("LibTorch could not go on: " + text.substr (0, text.find ('\n')));
    }
}

class SecondsLeft
{
public:
    double after (int done, int all) const
    {
        const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
        return elapsed.count() / done * (all - done);
    }

private:
    std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
};
} // namespace

struct Generator::Loaded
{
    std::string name;
    DeviceChoice choice;
    Model model;
    int threads;
};

Generator::Generator (const GeneratorOptions& options)
{
    loaded = inOneSentence ([&] {
        const auto file = findModel (options.model);
        auto choice = chooseDevice (options.device);
        auto model = Model::load (file, choice.device);
        const auto name = std::filesystem::weakly_canonical (file).parent_path().filename().string();
        return std::make_unique<Loaded> (Loaded { name, std::move (choice), std::move (model), options.threads });
    });
}

Generator::~Generator() = default;

Sound Generator::make (const Recipe& recipe, const CancelToken& cancel, const ProgressCallback& onProgress)
{
    check (recipe);

    const torch::InferenceMode inference;
    const ScopedThreadCount threads (loaded->threads);
    const auto& info = loaded->model.info();
    const auto& process = processOf (recipe.process);
    const auto length = recipe.seconds == 0.0 ? info.length : info.lengthFor (recipe.seconds);
    const auto denoise = loaded->model.denoiser (weightsOf (recipe, info), recipe.guidance);
    const Noise noise ({ recipe.seed });
    const SecondsLeft clock;

    SamplingRun run {
        recipe.sampler, recipe.eta,
        process,        noiseLevels (recipe.levels, process, recipe.steps, info.largestRatio, info.smallestRatio),
        cancel,         {}
    };

    if (onProgress)
        run.onProgress = [&] (const SamplingProgress& p) {
            onProgress ({ p.move, p.moves, p.ratio, clock.after (p.move, p.moves) });
        };

    const auto start = noise.normal (NoisePurpose::start, 0, length) * run.levels.front();
    const auto result = inOneSentence ([&] { return sampleAlong (run, denoise, noise, start.to (loaded->choice.device)); });

    Sound sound { toAudio (result.samples, info), recipe, result.networkCalls };
    sound.recipe.model = loaded->name;
    sound.recipe.weightHash = loaded->model.weightHash();
    finish (sound.audio);
    return sound;
}

const std::vector<std::string>& Generator::classes() const
{
    return loaded->model.info().classes;
}

const std::string& Generator::modelName() const
{
    return loaded->name;
}

const std::string& Generator::weightHash() const
{
    return loaded->model.weightHash();
}

const std::string& Generator::deviceName() const
{
    return loaded->choice.name;
}

const std::string& Generator::deviceNotice() const
{
    return loaded->choice.notice;
}
} // namespace stochastick
