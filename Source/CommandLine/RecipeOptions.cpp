#include "CommandLine/RecipeOptions.h"

#include "Support/Error.h"

#include <charconv>
#include <random>

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

void addMakingOptions (CLI::App& command, MakingOptions& options)
{
    auto& recipe = options.recipe;
    options.sampler = infoOf (recipe.sampler).key;
    options.process = keyOf (recipe.process);
    options.levels = keyOf (recipe.levels);

    command.add_option ("--steps", recipe.steps, "Noise levels to visit, 1 to 1000: more is better and slower")
        ->capture_default_str();
    command.add_option ("--sampler", options.sampler, keysOf (allSamplers()))->capture_default_str();
    command.add_option ("--levels", options.levels, "Spacing of the noise levels: " + keysOf (allLevelSpacings()))
        ->capture_default_str();
    command.add_option ("--process", options.process, keysOf (allProcesses()))->capture_default_str();
    command.add_option ("--eta", recipe.eta, "Fresh noise in ddim, 0 to 1")->capture_default_str();
    command
        .add_option ("--guidance", recipe.guidance,
                     "Classifier-free guidance: 1 is none and faster, 3 is more typical of the class")
        ->capture_default_str();
    command.add_option ("--seed", options.seed, "The same seed gives the same sound; drawn when not given");
    command.add_option ("--length", recipe.seconds, "Seconds, 0.02 to 3; 0: as the model was trained")
        ->capture_default_str();
    command.add_option ("--out", options.out, "Folder to write to")->capture_default_str();
    command.add_option ("--format", options.format, "wav16, wav24, wav32f or flac")->capture_default_str();
    command.add_option ("--rate", options.sampleRate, "Sample rate in Hz; 0: the model's")->capture_default_str();
    command.add_option ("--model", options.generator.model, "Name or folder of a model")->default_str (defaultModelName);
    command.add_option ("--device", options.generator.device, "auto, cpu or cuda")->capture_default_str();
    command.add_option ("--threads", options.generator.threads, "0: one for each processor, at most 8")
        ->check (CLI::Range (0, 1024))
        ->capture_default_str();
    command.add_flag ("--overwrite", options.overwrite, "Replace files that are there already");
    command.add_flag ("--json", options.json, "Describe what was made as JSON on standard output");
}

void MakingOptions::resolve()
{
    recipe.sampler = samplerFromKey (sampler);
    recipe.process = processFromKey (process);
    recipe.levels = levelSpacingFromKey (levels);
    recipe.seed = seed.empty() ? std::random_device {}() % 1'000'000 : parseSeed (seed); // short enough to be typed again
    check (recipe);
    soundFormat();

    if (sampleRate != 0 && (sampleRate < 1000 || sampleRate > 384000))
        throw UsageError ("The sample rate must lie between 1000 and 384000 Hz, not " + std::to_string (sampleRate) + '.');
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
