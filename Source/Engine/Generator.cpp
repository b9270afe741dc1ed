#include "Engine/Generator.h"

#include "Audio/Emphasis.h"
#include "Audio/Shaping.h"
#include "Diffusion/Sampler.h"
#include "Engine/StartState.h"
#include "Network/LearnedLevelsFile.h"
#include "Support/Error.h"

#include <algorithm>
#include <chrono>
#include <optional>
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

/** At the level of the source, which comes back where it is kept. */
void finishAround (MonoAudio& audio, const Recipe& recipe, double gain)
{
    for (auto& sample : audio.samples)
        sample = static_cast<float> (sample / gain);

    keepSource (audio, recipe);
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
    double after (double fraction) const
    {
        const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
        return elapsed.count() * (1.0 / std::max (fraction, 1e-3) - 1.0);
    }

private:
    std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
};

/** Limits are meant for the sound, not for the emphasised form in which the network sees it. */
std::function<Tensor (const Tensor&)> limiter (const Thresholding& threshold, double emphasis)
{
    if (threshold.kind == ThresholdKind::none)
        return {};

    return [=] (const Tensor& estimate) {
        const auto inSoundDomain = [&] (auto&& filter, const Tensor& x) {
            const auto host = x.to (torch::kCPU, torch::kFloat32).contiguous();
            std::vector<float> samples (host.data_ptr<float>(), host.data_ptr<float>() + host.numel());
            filter (samples, emphasis);
            return torch::tensor (samples).reshape (x.sizes());
        };
        const auto sound = limited (inSoundDomain (deEmphasise, estimate), threshold);
        return inSoundDomain (emphasise, sound).to (estimate.options());
    };
}
} // namespace

struct Generator::Loaded : LoadedModel
{
    int threads;
    std::optional<LearnedLevels> learned; ///< read when a recipe asks for them

    std::vector<double> levelsOf (const Recipe& recipe, const Process& process)
    {
        if (isLearned (recipe.levels.spacing) && ! learned)
            learned = readLearnedLevels (folder);

        const auto& info = model.info();
        return noiseLevels (recipe.levels, recipe.steps, { process, largestRatioOf (recipe, info), info.smallestRatio },
                            learned ? &*learned : nullptr);
    }
};

Generator::Generator (const GeneratorOptions& options)
    : loaded (inOneSentence ([&] {
          return std::make_unique<Loaded> (Loaded { loadModel (options), options.threads, {} });
      }))
{
}

Generator::~Generator() = default;

Sound Generator::make (const Recipe& recipe, const CancelToken& cancel, const ProgressCallback& onProgress)
{
    check (recipe);

    const torch::InferenceMode inference;
    const ScopedThreadCount threads (loaded->threads);
    const auto& info = loaded->model.info();
    const auto process = makeProcess (recipe.process);
    const auto length = lengthOf (recipe, info);
    const auto denoise = loaded->model.denoiser (loaded->weightsOf (recipe.classes), recipe.guidance);
    const Noise noise ({ recipe.seed });
    const SecondsLeft clock;

    SamplingRun run { recipe.sampler,
                      recipe.controls,
                      *process,
                      loaded->levelsOf (recipe, *process),
                      cancel,
                      {},
                      limiter (recipe.threshold, info.emphasis),
                      {},
                      recipe.resamplings };

    if (onProgress)
        run.onProgress = [&] (const SamplingProgress& p) {
            onProgress ({ p.move, p.moves, p.fraction, p.ratio, clock.after (p.fraction) });
        };

    if (! recipe.regions.empty())
        run.constrain = [kept = keptPart (recipe, *loaded, length), &noise] (const Tensor& x, double ratio, int draw) {
            return kept.constrained (x, ratio, noise, draw);
        };

    const auto [start, result] = inOneSentence ([&] {
        const auto begun = startState (recipe, *loaded, run, noise, length);
        return std::pair { begun, sampleAlong (run, denoise, noise, begun.samples) };
    });

    Sound sound { toAudio (result.samples, info), recipe, start.networkCalls + result.networkCalls };
    sound.recipe.model = loaded->name();
    sound.recipe.weightHash = loaded->model.weightHash();

    if (isLearned (recipe.levels.spacing))
        sound.recipe.levels = { LevelSpacing::list, recipe.levels.exponent, run.levels };

    if (! start.complete || ! result.complete)
        sound.notice = "The run ended after " + std::to_string (result.networkCalls)
                       + " network calls, before its tolerance was met; raise --maximum-calls or --tolerance.";

    if (recipe.regions.empty())
        finish (sound.audio);
    else
        finishAround (sound.audio, recipe, prepare (recipe.start.sources.front(), *loaded, length).gain);

    return sound;
}

const std::vector<std::string>& Generator::classes() const
{
    return loaded->model.info().classes;
}

std::string Generator::modelName() const
{
    return loaded->name();
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
