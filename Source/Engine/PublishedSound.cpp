#include "Engine/PublishedSound.h"

#include "Diffusion/Interpolation.h"
#include "Diffusion/PublishedCrash.h"
#include "Support/Error.h"

#include <algorithm>
#include <sstream>

namespace stochastick
{
using namespace std::string_literals;

namespace
{
constexpr auto code = "CRASH's published code";

void require (bool holds, const std::string& sentence)
{
    if (! holds)
        throw UsageError (sentence);
}

bool isOneOf (SamplerKind sampler, std::initializer_list<SamplerKind> kinds)
{
    return std::find (kinds.begin(), kinds.end(), sampler) != kinds.end();
}

void checkSampler (const Recipe& recipe)
{
    using K = SamplerKind;
    const auto sampler = recipe.sampler;
    const std::string has = code + " has "s;

    require (isPublished (sampler), has + "the samplers euler-maruyama, ancestral, crash-sde, euler and ddim alone.");

    if (recipe.keepsSome())
        require (isOneOf (sampler, { K::eulerMaruyama, K::ancestral }),
                 has + "euler-maruyama and ancestral to make parts of a sound anew.");
    else if (recipe.start.kind == StartKind::variation)
        require (sampler == K::ancestral, has + "ancestral for variations of noised sounds.");
    else if (recipe.start.kind != StartKind::noise)
        require (isOneOf (sampler, { K::ddim, K::euler }), has + "ddim and euler to encode sounds.");

    if (recipe.classifier.scale > 0.0)
        require (sampler != K::crashSde && ! recipe.keepsSome(), has + "no such run that a classifier steers.");
}

/** The numbers of a process count for one kind alone. */
bool sameProcess (const ProcessSpec& a, const ProcessSpec& b)
{
    return a.kind == b.kind && (a == b || a.kind != ProcessKind::generalisedSubVp);
}

std::string processText (const ProcessSpec& process)
{
    if (process.kind != ProcessKind::generalisedSubVp)
        return keyOf (process.kind);

    std::ostringstream text;
    text << keyOf (process.kind) << " --process-gamma " << process.gamma << " --process-eta " << process.eta;
    return text.str();
}

PublishedRun runOf (const PublishedSound& sound, const Process& process)
{
    const auto& recipe = sound.recipe;
    PublishedRun run { recipe.sampler,
                       recipe.controls.eta,
                       recipe.steps,
                       process,
                       sound.model.model.noisePredictor(),
                       sound.cancel,
                       sound.onProgress,
                       {},
                       recipe.classifier.scale,
                       recipe.stopAfter };

    if (recipe.classifier.scale > 0.0)
        run.classGradient = sound.classifier.crashGradientFor (recipe.classes);

    return run;
}

Tensor preparedSource (const PublishedSound& sound, std::size_t index)
{
    return prepare (sound.recipe.start.sources.at (index), sound.model, sound.length).sound;
}
} // namespace

void checkPublished (const Recipe& recipe, const LoadedModel& model)
{
    const auto& info = model.model.info();
    const auto spacing = recipe.levels.spacing;

    require (info.architecture == Architecture::crashUnet,
             "Only CRASH's networks can make sounds as CRASH's code published it; \"" + model.name() + "\" is none.");
    checkSampler (recipe);
    require (sameProcess (recipe.process, info.trainedWith),
             code + " runs on the process of its network; give --process "s + processText (info.trainedWith) + '.');
    require (spacing == LevelSpacing::uniformTime || recipe.levels == LevelPlan {},
             code + " knows levels that are uniform in time alone."s);
    require (recipe.steps >= 2, code + " makes at least 2 steps."s);
    require (recipe.threshold.kind == ThresholdKind::none && recipe.resamplings == 1 && recipe.keepBelowHz == 0.0
                 && recipe.fill == FillMethod::replacement && recipe.start.fresh == 0.0 && recipe.family.amount == 0.0,
             code + " knows neither thresholds nor resamplings, reconstruction, kept lows, children or families."s);
    require (recipe.start.kind != StartKind::encodedVariation || recipe.start.amount == 1.0,
             code + " encodes sounds up to pure noise; give --amount 1."s);
}

SamplingResult makePublished (const PublishedSound& sound)
{
    const auto& recipe = sound.recipe;
    const auto process = makeProcess (recipe.process);
    const auto run = runOf (sound, *process);
    const Noise noise ({ recipe.seed });

    if (sound.keptSource)
    {
        const auto kept = keptPart (recipe, *sound.keptSource, sound.model.model.info().sampleRate);
        return inpaintPublished (run, noise, kept.known, kept.keep.eq (1.0)); // without cross-fades
    }

    if (recipe.start.kind == StartKind::noise)
        return samplePublished (run, noise,
                                noise.normal (NoisePurpose::start, 0, sound.length).to (sound.model.model.device()));

    const auto first = preparedSource (sound, 0);

    if (recipe.start.kind == StartKind::variation)
        return varyPublished (run, noise, first, process->timeOf (largestRatioOf (recipe, sound.model.model.info())));

    auto state = encodePublished (run, noise, first, 0).samples;
    auto calls = recipe.steps;

    if (recipe.start.kind == StartKind::interpolation)
    {
        state = slerp (state, encodePublished (run, noise, preparedSource (sound, 1), 1).samples, recipe.start.amount);
        calls *= 2;
    }

    auto result = samplePublished (run, noise, state);
    result.networkCalls += calls;
    return result;
}
} // namespace stochastick
