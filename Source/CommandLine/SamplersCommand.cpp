#include "CommandLine/Commands.h"
#include "CommandLine/ProgressLine.h"
#include "CommandLine/RecipeOptions.h"
#include "CommandLine/SamplerPage.h"
#include "CommandLine/SoundReport.h"
#include "Support/AtomicFile.h"

#include <cstdio>

namespace stochastick
{
namespace
{
struct SamplersOptions : SamplerStudyRequest
{
    std::string out = "docs";
    bool table = false, json = false;
};

std::string controlsOf (const SamplerInfo& info)
{
    std::string keys;

    for (const auto control : info.controls)
        keys += (keys.empty() ? "" : ", ") + controlOf (control).key;

    return keys;
}

nlohmann::json describe (const SamplerInfo& info)
{
    auto controls = nlohmann::json::array();

    for (const auto control : info.controls)
        controls.push_back (controlOf (control).key);

    return { { "key", info.key },
             { "name", info.name },
             { "kind", info.nature() },
             { "order", info.order },
             { "calls_per_step", info.callsPerMove },
             { "controls", controls } };
}

void list (bool asJson)
{
    if (asJson)
    {
        auto samplers = nlohmann::json::array();

        for (const auto& info : allSamplers())
            samplers.push_back (describe (info));

        printJson (samplers);
        return;
    }

    std::printf ("%-21s %-23s %5s %10s  %s\n", "key", "kind", "order", "calls/step", "name; controls");

    for (const auto& info : allSamplers())
    {
        const auto controls = controlsOf (info);
        std::printf ("%-21s %-23s %5s %10d  %s%s%s\n", info.key.c_str(), info.nature().c_str(),
                     info.order > 0 ? std::to_string (info.order).c_str() : "-", info.callsPerMove, info.name.c_str(),
                     controls.empty() ? "" : "; ", controls.c_str());
    }
}

void showSamplers (SamplersOptions options, const CancelToken& cancel)
{
    if (! options.table)
    {
        list (options.json);
        return;
    }

    createFolder (options.out); // before minutes of work
    ProgressLine line;
    const auto study =
        studySamplers (options, cancel, [&line] (double done, const std::string& what) { line.show (done, what); });
    writeSamplerPage (options.out, study, options);
    line.say ((std::filesystem::path (options.out) / "samplers.md").string());

    if (options.json)
        printJson (toJson (study));
}
} // namespace

void addSamplersCommand (CLI::App& app, const CancelToken& cancel)
{
    auto options = std::make_shared<SamplersOptions>();
    auto* command = app.add_subcommand ("samplers", "List the samplers, or measure them all against each other");

    command->add_flag ("--table", options->table, "Measure them on a problem with a known answer and on a model (minutes)");
    command->add_option ("--out", options->out, "Folder for samplers.md and its pictures")->capture_default_str();
    addGeneratorOptions (*command, options->generator);
    command->add_option ("--steps", options->steps, "Numbers of steps to measure")
        ->check (CLI::Range (2, 1000))
        ->delimiter (',')
        ->capture_default_str();
    command->add_option ("--sounds", options->sounds, "Sounds to make on the model, of as many classes")
        ->check (CLI::Range (1, 100))
        ->capture_default_str();
    command->add_option ("--draws", options->draws, "Draws on the analytic problem")
        ->check (CLI::Range (100, 1000000))
        ->capture_default_str();
    command->add_option ("--reference-steps", options->referenceSteps, "Steps of the run that all are compared with")
        ->check (CLI::Range (2, 100000))
        ->capture_default_str();
    command->add_option ("--guidance", options->guidance, "Of the sounds on the model")->capture_default_str();
    command->add_option ("--seed", options->seed, "Of the noise")->capture_default_str();
    command->add_flag ("--json", options->json, "As JSON");
    command->callback ([options, cancel] { showSamplers (*options, cancel); });
}
} // namespace stochastick
