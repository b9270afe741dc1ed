#pragma once

#include "Engine/Generator.h"

#include <CLI/App.hpp>
#include <functional>
#include <memory>
#include <optional>

namespace stochastick
{
/** The options that `generate` and `kit` share: how a sound is made, by what, and how it is written. */
struct MakingOptions
{
    Recipe recipe;
    GeneratorOptions generator;
    std::string sampler, process, levels, threshold, classifierForm, fill, within, format = "wav24";
    std::map<std::string, std::optional<double>> descriptors;
    std::string seed;   ///< drawn when empty
    int sampleRate = 0; ///< Hz, 0: the model's
    bool overwrite = false, json = false;
    std::string out;
    bool readsRecipe = false; ///< whether the recipe comes from these options, and not from a file
    bool asDistilled = true;  ///< whether a distilled model is run as it is meant to be, unless the person says how
    std::function<bool (const std::string& option)> given; ///< by the person; of options that read a recipe

    /** Reads the keys into the recipe and draws a seed if none was given. Throws UsageError. */
    void resolve();
    SoundFormat soundFormat() const;

    /** Throws Error when the file is there already and --overwrite was not given: nothing of the person's is lost. */
    void protect (const std::filesystem::path& file) const;
};

/** 0 to 2^64 − 1; throws UsageError. (CLI11 would take -1 for 2^64 − 1.) */
std::uint64_t parseSeed (const std::string& text);

void addMakingOptions (CLI::App& command, MakingOptions& options);

/** How what is made anew fits itself to what is kept: --fill, --resamplings. */
void addFillOptions (CLI::App& command, MakingOptions& options);

/** --within, for commands whose steps and sampler may be chosen for the person. */
void addWithinOption (CLI::App& command, MakingOptions& options);

/** Of these, only by what the sound is made and how it is written. */
void addOutputOptions (CLI::App& command, MakingOptions& options);

/** --model, --device and --threads, which every command that runs a model has. */
void addGeneratorOptions (CLI::App& command, GeneratorOptions& options);

/** Comma-separated keys of a table, for help texts. */
template <typename Table>
std::string keysOf (const Table& table)
{
    std::string keys;

    for (const auto& row : table)
        keys += (keys.empty() ? "" : ", ") + row.key;

    return keys;
}
} // namespace stochastick
