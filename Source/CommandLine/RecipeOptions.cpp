#include "CommandLine/RecipeOptions.h"

#include "Audio/Descriptors.h"
#include "Engine/TimeBudget.h"
#include "Network/ModelInfo.h"
#include "Support/Error.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <random>
#include <sstream>

namespace stochastick
{
std::uint64_t parseSeed (const std::string& text)
{
    std::uint64_t seed = 0;
    const auto* end = text.data() + text.size();

    if (const auto [stop, failure] = std::from_chars (text.data(), end, seed); failure != std::errc {} || stop != end)
        throw UsageError ("The seed must be a whole number from 0 to 18446744073709551615, not \"" + text + "\".");

    return seed;
}

namespace
{
/** "karras", or a list of levels: "40,10,3,1,0.3,0.1,0.01". */
LevelPlan parseLevels (const std::string& text, double exponent)
{
    if (text.empty() || (std::isdigit (static_cast<unsigned char> (text.front())) == 0 && text.front() != '.'))
        return { levelSpacingFromKey (text), exponent, {} };

    LevelPlan plan { LevelSpacing::list, exponent, {} };
    std::istringstream numbers (text);

    for (std::string number; std::getline (numbers, number, ',');)
    {
        double level = 0.0;
        const auto* end = number.data() + number.size();

        if (const auto [stop, failure] = std::from_chars (number.data(), end, level); failure != std::errc {} || stop != end)
            throw UsageError ("Cannot read the noise level \"" + number + "\"; write them like 40,10,3,1,0.3,0.1,0.01.");

        plan.list.push_back (level);
    }

    return plan;
}

/** Which samplers understand a control, for its help text. */
std::string samplersWith (const SamplerControl& control)
{
    auto samplers = allSamplers();
    std::erase_if (samplers, [&] (const SamplerInfo& info) { return ! info.uses (control.value); });
    return keysOf (samplers);
}

std::string optionOf (const SamplerControl& control)
{
    auto name = "--" + control.key;
    std::replace (name.begin(), name.end(), '_', '-');
    return name;
}

void addRecipeOptions (CLI::App& command, MakingOptions& options)
{
    auto& recipe = options.recipe;
    options.sampler = infoOf (recipe.sampler).key;
    options.process = keyOf (recipe.process.kind);
    options.levels = keyOf (recipe.levels.spacing);
    options.threshold = keyOf (recipe.threshold.kind);

    options.classifierForm = keyOf (recipe.classifier.form);
    options.fill = keyOf (recipe.fill);
    options.readsRecipe = true;
    options.given = [&command] (const std::string& option) { return command.count (option) > 0; };

    const auto add = [&] (const std::string& name, auto& value, const std::string& help) {
        command.add_option (name, value, help)->capture_default_str();
    };

    add ("--steps", recipe.steps, "Noise levels to visit, 1 to 1000: more is better and slower");
    add ("--sampler", options.sampler, keysOf (allSamplers()));

    for (const auto& control : allSamplerControls())
        add (optionOf (control), recipe.controls.*control.value, control.help + " (" + samplersWith (control) + ')');

    add ("--levels", options.levels,
         "Spacing of the noise levels: " + keysOf (allLevelSpacings()) + "; or a list like 40,10,3,1,0.3,0.1,0.01");
    add ("--karras-exponent", recipe.levels.exponent, "1 to 20: the larger, the more steps at low noise");
    add ("--process", options.process, keysOf (allProcesses()));
    add ("--process-gamma", recipe.process.gamma, "Of generalised-sub-vp, 0.1 to 4");
    add ("--process-eta", recipe.process.eta, "Of generalised-sub-vp, 0.1 to 4");
    add ("--threshold", options.threshold, "What becomes of estimates beyond full scale: " + keysOf (allThresholds()));
    add ("--threshold-limit", recipe.threshold.limit, "Full scale is 1");
    add ("--threshold-percentile", recipe.threshold.percentile, "Of dynamic, 50 to 100");
    add ("--guidance", recipe.guidance, "Classifier-free guidance: 1 is none and faster, 3 is more typical of the class");
    add ("--descriptor-guidance", recipe.descriptorGuidance,
         "How strictly --decay, --brightness and --loudness are followed: 1 is none, 2 to 5 are useful");
    add ("--classifier-guidance", recipe.classifier.scale,
         "Guidance by the model's classifier: 0 is none, 1 is Bayes' rule; about twice the time");
    add ("--classifier-form", options.classifierForm, keysOf (allGuidanceForms()));

    for (const auto& descriptor : allDescriptors())
        command.add_option ("--" + descriptor.key, options.descriptors[descriptor.key],
                            "Wanted: " + descriptor.help + "; stochastick info shows the ranges");

    command.add_flag ("--as-published", recipe.asPublished,
                      "With the quirks of CRASH's published code; for its networks only (see the README)");
    add ("--peak", recipe.peakDb, "dBFS of the loudest sample, -60 to 0; kits and layers set their own");
    add ("--stop-after", recipe.stopAfter, "Take the sound as it is after so many steps; 0: at the end");
    add ("--seed", options.seed, "The same seed gives the same sound; drawn when not given");
    add ("--length", recipe.seconds, "Seconds, 0.02 to 3; 0: as the model was trained");
}
} // namespace

void addMakingOptions (CLI::App& command, MakingOptions& options)
{
    addRecipeOptions (command, options);
    addOutputOptions (command, options);
}

void addFillOptions (CLI::App& command, MakingOptions& options)
{
    auto& recipe = options.recipe;
    command
        .add_option (
            "--fill", options.fill,
            "How what is new fits itself to what is kept: replacement, or reconstruction (about three times slower)")
        ->capture_default_str();
    command
        .add_option ("--resamplings", recipe.resamplings,
                     "Times to make each move of replacement, to fit better and slower (RePaint)")
        ->capture_default_str();
}

void addWithinOption (CLI::App& command, MakingOptions& options)
{
    auto* within = command.add_option ("--within", options.within,
                                       "Time for each sound, like 2s or 500ms: chooses sampler, levels and steps for it");

    for (const auto* name : { "--steps", "--sampler", "--levels" })
        within->excludes (command.get_option (name));
}

void addOutputOptions (CLI::App& command, MakingOptions& options)
{
    command.add_option ("--out", options.out, "Folder to write to")->capture_default_str();
    command.add_option ("--format", options.format, "wav16, wav24, wav32f or flac")->capture_default_str();
    command.add_option ("--rate", options.sampleRate, "Sample rate in Hz; 0: the model's")->capture_default_str();
    addGeneratorOptions (command, options.generator);
    command.add_flag ("--overwrite", options.overwrite, "Replace files that are there already");
    command.add_flag ("--json", options.json, "Describe what was made as JSON on standard output");
}

void addGeneratorOptions (CLI::App& command, GeneratorOptions& options)
{
    command.add_option ("--model", options.model, "Name or folder of a model")->default_str (defaultModelName);
    command.add_option ("--device", options.device, "auto, cpu or cuda")->capture_default_str();
    command.add_option ("--threads", options.threads, "0: one for each processor, at most 8")
        ->check (CLI::Range (0, 1024))
        ->capture_default_str();
}

void MakingOptions::resolve()
{
    soundFormat();

    if (sampleRate != 0 && (sampleRate < 1000 || sampleRate > 384000))
        throw UsageError ("The sample rate must lie between 1000 and 384000 Hz, not " + std::to_string (sampleRate) + '.');

    if (! within.empty())
        parseSeconds (within);

    if (! readsRecipe)
        return;

    recipe.sampler = samplerFromKey (sampler);
    recipe.process.kind = processFromKey (process);
    recipe.levels = parseLevels (levels, recipe.levels.exponent);
    recipe.threshold.kind = thresholdFromKey (threshold);
    recipe.classifier.form = guidanceFormFromKey (classifierForm);
    recipe.fill = fillMethodFromKey (fill);

    if (asDistilled && within.empty() && ! given ("--steps") && ! given ("--sampler") && ! given ("--levels"))
        adoptDistilled (recipe, readModelInfo (findModel (generator.model)), given ("--guidance"));

    for (const auto& [key, value] : descriptors)
        if (value)
            recipe.descriptors[key] = *value;

    if (recipe.levels.spacing == LevelSpacing::list)
        recipe.steps = static_cast<int> (recipe.levels.list.size());

    recipe.seed = seed.empty() ? std::random_device {}() % 1'000'000 : parseSeed (seed); // short enough to be typed again
    check (recipe);
}

SoundFormat MakingOptions::soundFormat() const
{
    return soundFormatFromKey (format);
}

void MakingOptions::protect (const std::filesystem::path& file) const
{
    if (std::error_code ignored; ! overwrite && std::filesystem::exists (file, ignored))
        throw Error ("\"" + file.string() + "\" is there already; choose another --out or --seed, or give --overwrite.");
}
} // namespace stochastick
