#include "CommandLine/Commands.h"

#include "Audio/Plot.h"
#include "CommandLine/ProgressLine.h"
#include "CommandLine/RecipeOptions.h"
#include "CommandLine/SoundReport.h"
#include "Engine/Evaluation.h"
#include "Network/ModelInfo.h"
#include "Support/AtomicFile.h"

#include <cstdio>
#include <nlohmann/json.hpp>

namespace stochastick
{
namespace
{
struct EvaluateOptions : MakingOptions
{
    std::string data;
    int perClass = 20;
};

void printTable (const EvaluationResult& result)
{
    std::printf ("%-12s %-28s %s\n", "class", "generated, named right", "held-out real, named right");
    ClassResult sum { "all" };

    for (const auto& one : result.classes)
    {
        std::printf ("%-12s %-28s %s\n", one.name.c_str(), shareText (one.right, one.all).c_str(),
                     shareText (one.realRight, one.realAll).c_str());
        sum.right += one.right;
        sum.all += one.all;
        sum.realRight += one.realRight;
        sum.realAll += one.realAll;
    }

    std::printf ("%-12s %-28s %s\n\n", "all", shareText (sum.right, sum.all).c_str(),
                 shareText (sum.realRight, sum.realAll).c_str());
    std::printf ("Frechet distance to held-out real sounds: generated %.2f (real training sounds %.2f, procedural %.2f, "
                 "enveloped noise %.2f)\n",
                 result.frechet, result.frechetReal, result.frechetProcedural, result.frechetNoise);
    std::printf ("median tail %.1f dBFS, largest DC %.2g, most alike pair %.3f apart, %d not finite\n", result.medianTailDb,
                 result.largestDc, result.smallestDistance, result.notFinite);
}

void evaluateModel (EvaluateOptions options, const CancelToken& cancel)
{
    if (options.seed.empty())
        options.seed = "1"; // so that two models are compared on the same noise

    options.resolve();
    ProgressLine line;
    Generator generator (options.generator);
    generator.modelInfo().requireClasses ("An evaluation");
    std::vector<LabelledSound> shown;
    const EvaluationRequest request { options.data, options.perClass, options.recipe, cancel };

    const auto result = evaluate (
        generator, request, [&line] (double done, const std::string& what) { line.show (done, what); },
        [&] (const Sound& sound) {
            shown.push_back ({ sound.audio, classesText (sound.recipe.classes) + ' ' + std::to_string (sound.recipe.seed) });
        });

    if (! options.out.empty())
    {
        createFolder (options.out);
        plotContactSheet (std::filesystem::path (options.out) / "generated.png", shown, std::min (10, options.perClass));
        writeAtomically (std::filesystem::path (options.out) / "evaluation.json",
                         toJson (result).dump (2, ' ', false, nlohmann::json::error_handler_t::replace) + '\n');
    }

    line.show (1.0, "done");

    if (options.json)
        printJson (toJson (result));
    else
        printTable (result);
}
} // namespace

void addEvaluateCommand (CLI::App& app, const CancelToken& cancel)
{
    auto options = std::make_shared<EvaluateOptions>();
    auto* command = app.add_subcommand ("evaluate", "Measure a model against real sounds that it was not trained on");

    command->add_option ("--data", options->data, "Folder tree of real sounds, as for train; its held-out part judges")
        ->required();
    command->add_option ("--per-class", options->perClass, "Sounds to make of each class")
        ->check (CLI::Range (2, 1000))
        ->capture_default_str();
    addMakingOptions (*command, *options);
    command->callback ([options, cancel] { evaluateModel (*options, cancel); });
}
} // namespace stochastick
