#include "CommandLine/Commands.h"
#include "CommandLine/ProgressLine.h"
#include "CommandLine/RecipeOptions.h"
#include "CommandLine/SoundReport.h"
#include "Engine/LevelSchedule.h"
#include "Network/LearnedLevelsFile.h"

#include "Support/AtomicFile.h"

#include <cstdio>

namespace stochastick
{
namespace
{
struct ScheduleOptions : LevelScheduleRequest
{
    std::string out;
    bool overwrite = false, json = false;
};

nlohmann::json describe (const LevelSchedule& schedule)
{
    auto paths = nlohmann::json::array();
    const auto& ratios = schedule.levels.ratios();

    for (const int steps : { 5, 10, 15, 20, 30 })
        for (const auto& [key, cost] :
             { std::pair { "learned-elbo", LevelCost::elbo }, { "learned-error", LevelCost::error } })
            if (steps <= static_cast<int> (ratios.size()))
                paths.push_back ({ { "levels", key },
                                   { "steps", steps },
                                   { "ratios", schedule.levels.levels (cost, steps, ratios.back(), ratios.front()) } });

    return { { "sounds", schedule.sounds }, { "weight_hash", schedule.weightHash }, { "paths", paths } };
}

void learnSchedule (ScheduleOptions options, const CancelToken& cancel)
{
    const auto folder =
        options.out.empty() ? findModel (options.generator.model).parent_path() : std::filesystem::path (options.out);
    const auto file = folder / learnedLevelsFileName;

    if (std::error_code ignored; ! options.overwrite && std::filesystem::exists (file, ignored))
        throw Error ("\"" + file.string() + "\" is there already; give --overwrite to measure the levels again.");

    ProgressLine line;
    const auto schedule =
        learnLevels (options, cancel, [&line] (double done, const std::string& what) { line.show (done, what); });

    createFolder (folder);
    writeLearnedLevels (folder, schedule.levels, schedule.weightHash);
    line.say (file.string());

    const auto description = describe (schedule);

    if (options.json)
        printJson (description);
    else
        for (const auto& path : description["paths"])
        {
            std::printf ("%-14s %2d:", path["levels"].get<std::string>().c_str(), path["steps"].get<int>());

            for (const auto& ratio : path["ratios"])
                std::printf (" %.3g", ratio.get<double>());

            std::printf ("\n");
        }
}
} // namespace

void addScheduleCommand (CLI::App& app, const CancelToken& cancel)
{
    auto options = std::make_shared<ScheduleOptions>();
    auto* command = app.add_subcommand ("schedule", "Learn the best noise levels for any number of steps, for a model");

    addGeneratorOptions (*command, options->generator);
    command->add_option ("--data", options->data, "Folder of sounds, as for train; procedural drums when left out");
    command->add_option ("--sounds", options->soundsPerClass, "Sounds of each class to measure on")
        ->check (CLI::Range (1, 1000))
        ->capture_default_str();
    command->add_option ("--grid", options->levels, "Levels of the fine grid: the most steps that can be asked for")
        ->check (CLI::Range (8, 1000))
        ->capture_default_str();
    command->add_option ("--guidance", options->guidance, "Guidance of the runs that the levels are for")
        ->capture_default_str();
    command->add_option ("--seed", options->seed, "Of the noise")->capture_default_str();
    command->add_option ("--out", options->out, "Folder to write levels.safetensors to; the model's when left out");
    command->add_flag ("--overwrite", options->overwrite, "Replace levels that are there already");
    command->add_flag ("--json", options->json, "As JSON");
    command->callback ([options, cancel] { learnSchedule (*options, cancel); });
}
} // namespace stochastick
