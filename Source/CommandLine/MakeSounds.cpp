#include "CommandLine/MakeSounds.h"

#include "Audio/Resampler.h"
#include "Audio/SoundFile.h"
#include "CommandLine/SoundReport.h"
#include "Engine/TimeBudget.h"
#include "Network/ModelInfo.h"
#include "Support/AtomicFile.h"

#include <chrono>
#include <cstdio>

namespace stochastick
{
namespace fs = std::filesystem;

namespace
{
void warnOfOtherWeights (const NamedRecipe& one, const Generator& generator, ProgressLine& line)
{
    const auto& recipe = one.recipe;

    if (! recipe.weightHash.empty() && recipe.weightHash != generator.weightHash())
        line.say ("The recipe was made by other weights (" + recipe.model + ", " + recipe.weightHash + "); " + one.name
                  + " will be another sound.");
}

/** By the model that it names, or by that of the options where they say which. */
MonoAudio soundOfRecipe (const MakingOptions& options, const std::string& file, const CancelToken& cancel)
{
    const auto recipe = readRecipe (file);
    auto maker = options.generator;

    if (maker.model.empty())
        maker.model = recipe.model;

    return Generator (maker).make (recipe, cancel, {}).audio;
}

/** The calls of one way along the levels: encoding takes as many for each source. */
int callsOfOneWay (const Recipe& recipe, int calls)
{
    const auto encodes = recipe.start.kind == StartKind::encodedVariation;
    return encodes ? std::max (fewestCalls, calls / 2) : calls;
}
} // namespace

std::string nameOf (const Recipe& recipe)
{
    std::string name;

    for (const auto& [drumClass, weight] : recipe.classes)
        name += drumClass + '-';

    return name + std::to_string (recipe.seed);
}

void introduce (const Generator& generator, ProgressLine& line)
{
    if (! generator.deviceNotice().empty())
        line.say (generator.deviceNotice());
}

void chooseForTime (const MakingOptions& options, std::vector<NamedRecipe>& recipes, Generator& generator,
                    ProgressLine& line)
{
    if (options.within.empty())
        return;

    const auto seconds = parseSeconds (options.within);
    const auto secondsPerCall = generator.secondsPerCall (recipes.front().recipe);
    const auto calls = callsWithin (seconds, secondsPerCall);

    for (auto& one : recipes)
        spendCalls (one.recipe, callsOfOneWay (one.recipe, calls));

    const auto& recipe = recipes.front().recipe;
    char text[256];
    std::snprintf (text, sizeof text, "Within %g s: %d steps of %s on %s levels, %d network calls of %.1f ms%s", seconds,
                   recipe.steps, infoOf (recipe.sampler).key.c_str(), keyOf (recipe.levels.spacing).c_str(), calls,
                   1000.0 * secondsPerCall, calls * secondsPerCall > seconds ? " (the fewest; it takes longer)" : "");
    line.say (text);
}

void makeSounds (const MakingOptions& options, std::vector<NamedRecipe> recipes, const CancelToken& cancel, bool previews)
{
    const fs::path folder = options.out;
    const auto formOf = [&] (const NamedRecipe& one) {
        return one.form.value_or (StoredForm { options.soundFormat(), options.sampleRate });
    };
    const auto fileOf = [&] (const NamedRecipe& one) { return folder / (one.name + extensionOf (formOf (one).format)); };

    for (const auto& one : recipes)
        options.protect (fileOf (one));

    ProgressLine line;
    Generator generator (options.generator);
    auto sounds = nlohmann::json::array();
    introduce (generator, line);

    for (const auto& one : recipes)
        warnOfOtherWeights (one, generator, line);

    chooseForTime (options, recipes, generator, line);
    const auto start = std::chrono::steady_clock::now();

    for (std::size_t i = 0; i < recipes.size(); ++i)
    {
        const auto file = fileOf (recipes[i]);
        const auto [format, sampleRate] = formOf (recipes[i]);
        const auto keep = [&, format = format, sampleRate = sampleRate] (const GenerationProgress& progress) {
            if (! previews)
                return;

            createFolder (folder);
            const auto rate = sampleRate == 0 ? generator.modelInfo().sampleRate : sampleRate;
            const auto name = recipes[i].name + "-step-" + std::to_string (progress.step) + extensionOf (format);
            options.protect (folder / name);
            writeSoundFile (folder / name, resample (progress.preview(), rate), format);
        };
        const auto sound =
            makeWithProgress (generator, recipes[i].recipe, cancel, line, file.filename().string(), i, recipes.size(), keep);
        createFolder (folder); // only now: a request that is refused leaves nothing behind
        exportSound (file, sound, format, sampleRate);

        if (options.json)
            sounds.push_back (describe (sound, file));
        else
            line.say (file.string());
    }

    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
    const auto secondsPerSound = elapsed.count() / static_cast<double> (recipes.size());

    if (! options.within.empty())
        line.say ("It took " + std::to_string (secondsPerSound).substr (0, 5) + " s a sound.");

    if (options.json)
        printJson (nlohmann::json { { "sounds", sounds },
                                    { "model", generator.modelName() },
                                    { "device", generator.deviceName() },
                                    { "seconds_per_sound", secondsPerSound } });
}

bool isRecipeFile (const std::string& file)
{
    return fs::path (file).extension() == ".json";
}

std::map<std::string, double> classesSaidBy (const std::string& file)
{
    try
    {
        return readRecipe (file).classes;
    }
    catch (const Error&) // another program's file
    {
        return {};
    }
}

SourceSound sourceFor (const MakingOptions& options, const SourceRequest& request, const CancelToken& cancel)
{
    const auto& file = request.file;
    const auto info = readModelInfo (findModel (options.generator.model));
    auto audio = isRecipeFile (file) ? soundOfRecipe (options, file, cancel) : readSoundFile (file);
    auto source = asSource (std::move (audio), info.sampleRate, request.fromOnset, '"' + file + '"');

    if (! request.classes.empty())
        source.classes = parseClasses (request.classes);
    else if (info.classes.empty())
        source.classes = { { ModelInfo::anyClass, 1.0 } };
    else if (const auto said = classesSaidBy (file); ! said.empty())
        source.classes = said;
    else
        throw UsageError ("\"" + file + "\" does not say what it is; say it with " + request.classOption + ", for example "
                          + request.classOption + " snare.");

    return source;
}
} // namespace stochastick
