#include "CommandLine/MakeSounds.h"

#include "Audio/SoundFile.h"
#include "CommandLine/SoundReport.h"
#include "Network/ModelInfo.h"
#include "Support/AtomicFile.h"

#include <chrono>

namespace stochastick
{
namespace fs = std::filesystem;

namespace
{
void warnOfOtherWeights (const Recipe& recipe, const Generator& generator, ProgressLine& line)
{
    if (! recipe.weightHash.empty() && recipe.weightHash != generator.weightHash())
        line.say ("The recipe was made by other weights (" + recipe.model + ", " + recipe.weightHash
                  + "); this will be another sound.");
}
} // namespace

std::string nameOf (const Recipe& recipe)
{
    std::string name;

    for (const auto& [drumClass, weight] : recipe.classes)
        name += drumClass + '-';

    return name + std::to_string (recipe.seed);
}

void makeSounds (const MakingOptions& options, const std::vector<NamedRecipe>& recipes, const CancelToken& cancel)
{
    const auto format = options.soundFormat();
    const fs::path folder = options.out;
    const auto fileOf = [&] (const NamedRecipe& one) { return folder / (one.name + extensionOf (format)); };

    for (const auto& one : recipes)
        options.protect (fileOf (one));

    ProgressLine line;
    Generator generator (options.generator);
    auto sounds = nlohmann::json::array();
    const auto start = std::chrono::steady_clock::now();

    if (! generator.deviceNotice().empty())
        line.say (generator.deviceNotice());

    warnOfOtherWeights (recipes.front().recipe, generator, line);

    for (std::size_t i = 0; i < recipes.size(); ++i)
    {
        const auto file = fileOf (recipes[i]);
        const auto sound =
            makeWithProgress (generator, recipes[i].recipe, cancel, line, file.filename().string(), i, recipes.size());
        createFolder (folder); // only now: a request that is refused leaves nothing behind
        exportSound (file, sound, format, options.sampleRate);

        if (options.json)
            sounds.push_back (describe (sound, file));
        else
            line.say (file.string());
    }

    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;

    if (options.json)
        printJson (nlohmann::json { { "sounds", sounds },
                                    { "model", generator.modelName() },
                                    { "device", generator.deviceName() },
                                    { "seconds_per_sound", elapsed.count() / static_cast<double> (recipes.size()) } });
}

SourceSound sourceFor (const MakingOptions& options, const std::string& file, const std::string& classes, bool fromOnset,
                       const std::string& classOption)
{
    auto source = readSource (file, readModelInfo (findModel (options.generator.model)).sampleRate, fromOnset);

    if (! classes.empty())
        source.classes = parseClasses (classes);
    else if (! readComment (file).empty())
        source.classes = readRecipe (file).classes;
    else
        throw UsageError ("\"" + file + "\" does not say what it is; say it with " + classOption + ", for example "
                          + classOption + " snare.");

    return source;
}
} // namespace stochastick
