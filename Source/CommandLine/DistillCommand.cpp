#include "CommandLine/Commands.h"
#include "CommandLine/ProgressLine.h"
#include "CommandLine/RecipeOptions.h"
#include "CommandLine/TrainingRun.h"
#include "Engine/Generator.h"
#include "Network/Device.h"
#include "Network/Model.h"
#include "Support/Error.h"
#include "Training/DistillationTask.h"

#include <cmath>

namespace stochastick
{
namespace
{
struct DistillOptions : TrainingRunOptions
{
    std::string model;
    DistillationPlan plan;
};

void resolve (DistillOptions& options, const ModelInfo& info)
{
    auto& batches = options.settings.batches;
    makeBatchesFor (info, options);
    batches.descriptors = info.descriptors;
    batches.marksSynthetic = info.network.marksSynthetic;
    batches.dropShare = 0.0;
    batches.describedShare = 0.3; // batches that tell descriptors cost the teacher half as much again
    batches.ratios = { info.smallestRatio, info.largestRatio, 1.0 };
    options.settings.averageHorizon = 500.0; // runs are short
}

void distill (DistillOptions options, const CancelToken& cancel)
{
    const auto path = findModel (options.model);
    const auto info = readModelInfo (path);
    info.requireClasses ("A student of ours");

    if (info.distilled)
        throw Error ("That model was distilled already; teach from the one that it learned from.");

    const auto levels = options.plan.studentLevels (info.smallestRatio, info.largestRatio);
    resolve (options, info);
    auto data = readTrainingData (options, info.classes, cancel);
    const auto choice = chooseDevice (options.device);

    if (! choice.notice.empty())
        ProgressLine().say (choice.notice);

    auto model = Model::load (path, choice.device);
    model.setLicence (options.licence);
    runTraining (options, std::make_unique<DistillationTask> (model, teacherOf (model, options.plan), options.plan),
                 std::move (data), cancel);
    ProgressLine().say ("generate --model " + options.out + " makes sounds in " + std::to_string (levels.size())
                        + " steps without guidance, which it has learned.");
}
} // namespace

void addDistillCommand (CLI::App& app, const CancelToken& cancel)
{
    auto options = std::make_shared<DistillOptions>();
    options->settings.learningRate = 2e-4;
    options->settings.minutes = 30.0;
    options->settings.balanced = false; // a batch has one level, whatever those of its sounds are
    auto* command = app.add_subcommand ("distill", "Train a model that needs fewer steps, by what another one makes");

    addTrainingRunOptions (*command, *options);
    command->add_option ("--model", options->model, "Name or folder of the teacher")->default_str (defaultModelName);
    command->add_option ("--steps", options->plan.steps, "Of the student")
        ->check (CLI::Range (1, 64))
        ->capture_default_str();
    command->add_option ("--moves", options->plan.movesPerStep, "Of the teacher, for each step of the student")
        ->check (CLI::Range (1, 64))
        ->capture_default_str();
    command->add_option ("--guidance", options->plan.guidance, "Of the teacher, which the student learns")
        ->check (CLI::Range (-10.0, 20.0))
        ->capture_default_str();
    command->add_option ("--descriptor-guidance", options->plan.descriptorGuidance, "Likewise")
        ->check (CLI::Range (-10.0, 20.0))
        ->capture_default_str();
    command->callback ([options, cancel] { distill (*options, cancel); });
}
} // namespace stochastick
