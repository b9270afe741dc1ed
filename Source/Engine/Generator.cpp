#include "Engine/Generator.h"

#include "Diffusion/Guidance.h"
#include "Diffusion/Sampler.h"
#include "Engine/Finishing.h"
#include "Engine/ModelClassifier.h"
#include "Engine/PublishedSound.h"
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
} // namespace

struct Generator::Loaded : LoadedModel
{
    Loaded (LoadedModel loadedModel, int threadsToUse)
        : LoadedModel (std::move (loadedModel)),
          threads (threadsToUse)
    {
    }

    int threads;
    SourceEncoder encoder { *this };
    ModelClassifier classifier { *this };
    std::optional<LearnedLevels> learned; ///< read when a recipe asks for them

    std::vector<double> levelsOf (const Recipe& recipe, const Process& process)
    {
        if (isLearned (recipe.levels.spacing) && ! learned)
            learned = readLearnedLevels (folder);

        const auto& info = model.info();
        return noiseLevels (recipe.levels, recipe.steps, { process, largestRatioOf (recipe, info), info.smallestRatio },
                            learned ? &*learned : nullptr);
    }

    SamplingRun runOf (const Recipe& recipe, const Process& process, const CancelToken& cancel)
    {
        return { recipe.sampler,
                 recipe.controls,
                 process,
                 levelsOf (recipe, process),
                 cancel,
                 {},
                 limiterOf (recipe.threshold, model.info().emphasis),
                 {},
                 recipe.resamplings,
                 recipe.stopAfter };
    }

    /** The model with all that guides it. */
    Denoiser denoiserOf (const Recipe& recipe, const SamplingRun& run, const std::optional<KeptPart>& kept)
    {
        auto denoise = model.denoiser (weightsOf (recipe.classes), recipe.guidance, descriptorsOf (recipe.descriptors),
                                       recipe.descriptorGuidance);

        if (recipe.classifier.scale > 0.0)
            denoise = guided (denoise, classifier.gradientFor (recipe.classes), recipe.classifier, run);

        if (kept && recipe.fill == FillMethod::reconstruction)
            denoise = reconstructing (denoise, *kept, model.info().network.sigmaData);

        return denoise;
    }
};

Generator::Generator (const GeneratorOptions& options)
    : loaded (inOneSentence ([&] { return std::make_unique<Loaded> (loadModel (options), options.threads); }))
{
}

Generator::~Generator() = default;

Sound Generator::make (const Recipe& recipe, const CancelToken& cancel, const ProgressCallback& onProgress)
{
    check (recipe);
    return inOneSentence ([&] { return made (recipe, cancel, onProgress); });
}

Sound Generator::made (const Recipe& recipe, const CancelToken& cancel, const ProgressCallback& onProgress)
{
    const torch::NoGradGuard noGradient; // not InferenceMode: guidance differentiates with what is made here
    const ScopedThreadCount threads (loaded->threads);
    loaded->checkClasses (recipe);

    if (recipe.asPublished)
        checkPublished (recipe, *loaded);

    const auto& info = loaded->model.info();
    const auto process = makeProcess (recipe.process);
    const auto length = lengthOf (recipe, info);
    const Noise noise ({ recipe.seed });
    const SecondsLeft clock;
    std::optional<PreparedSource> source;
    std::optional<KeptPart> kept;

    if (recipe.keepsSome())
    {
        source = prepare (recipe.start.sources.front(), *loaded, length);
        kept = keptPart (recipe, *source, info.sampleRate);
    }

    const auto finished = [&] (const Tensor& samples) {
        auto audio = toAudio (samples, info);
        finish (audio, recipe, source);
        return audio;
    };

    auto run = loaded->runOf (recipe, *process, cancel);

    if (onProgress)
        run.onProgress = [&] (const SamplingProgress& p) {
            onProgress (
                { p.move, p.moves, p.fraction, p.ratio, clock.after (p.fraction), [&] { return finished (p.estimate); } });
        };

    if (kept && recipe.fill == FillMethod::replacement)
        run.constrain = [&] (const Tensor& x, double ratio, int draw) { return kept->constrained (x, ratio, noise, draw); };

    const auto start = recipe.asPublished ? SamplingResult {} : startState (recipe, *loaded, loaded->encoder, run, length);
    const auto result = recipe.asPublished
                            ? makePublished ({ recipe, *loaded, loaded->classifier, cancel, run.onProgress, length, source })
                            : sampleAlong (run, loaded->denoiserOf (recipe, run, kept), noise, start.samples);
    Sound sound { finished (result.samples), recipe, start.networkCalls + result.networkCalls };
    describeResult (sound, run, start.complete, result);
    return sound;
}

/** The recipe that made it, and what is to be said of it. */
void Generator::describeResult (Sound& sound, const SamplingRun& run, bool startIsComplete,
                                const SamplingResult& result) const
{
    auto& recipe = sound.recipe;
    recipe.model = loaded->name();
    recipe.weightHash = loaded->model.weightHash();

    if (isLearned (recipe.levels.spacing))
        recipe.levels = { LevelSpacing::list, recipe.levels.exponent, run.levels };

    if (startIsComplete && result.complete)
        return;

    if (run.cancel.isStopped() && ! result.complete)
    {
        recipe.stopAfter = result.moves;
        sound.notice = "Stopped after " + std::to_string (result.moves) + " steps: the sound is as far as it was.";
    }
    else if (recipe.stopAfter == 0)
    {
        sound.notice = "The run ended after " + std::to_string (result.networkCalls)
                       + " network calls, before its tolerance was met; raise --maximum-calls or --tolerance.";
    }
}

double Generator::secondsPerCall (const Recipe& recipe)
{
    constexpr int warmUps = 2, calls = 5;
    std::vector<double> seconds;
    auto lastTime = std::chrono::steady_clock::now();
    auto trial = recipe;
    trial.sampler =
        recipe.classifier.form == GuidanceForm::mean ? SamplerKind::ancestral : SamplerKind::ddim; // one call a move
    trial.levels = {};
    trial.steps = warmUps + calls;
    trial.stopAfter = 0;
    trial.asPublished = false;

    make (trial, {}, [&] (const GenerationProgress&) {
        const auto now = std::chrono::steady_clock::now();
        seconds.push_back (std::chrono::duration<double> (now - lastTime).count());
        lastTime = now;
    });

    std::sort (seconds.begin() + warmUps, seconds.end());
    return seconds[warmUps + calls / 2];
}

const ModelInfo& Generator::modelInfo() const
{
    return loaded->model.info();
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
