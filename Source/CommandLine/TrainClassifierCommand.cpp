#include "CommandLine/Commands.h"
#include "CommandLine/ProgressLine.h"
#include "CommandLine/RecipeOptions.h"
#include "CommandLine/TrainingRun.h"
#include "Engine/Generator.h"
#include "Network/Device.h"
#include "Training/ClassifierTask.h"

#include <torch/utils.h>

namespace stochastick
{
namespace
{
struct TrainClassifierOptions : TrainingRunOptions
{
    std::string model;
};

void trainClassifier (TrainClassifierOptions options, const CancelToken& cancel)
{
    const auto info = readModelInfo (findModel (options.model));
    info.requireClasses ("A classifier of ours");
    auto& batches = options.settings.batches;
    makeBatchesFor (info, options);
    batches.dropShare = 0.0;
    batches.ratios = { info.smallestRatio, info.largestRatio, 0.5 }; // a run asks at all levels

    auto data = readTrainingData (options, info.classes, cancel);
    const auto choice = chooseDevice (options.device);

    if (! choice.notice.empty())
        ProgressLine().say (choice.notice);

    torch::manual_seed (batches.seed);
    NoiseClassifier classifier ({ info.classes,
                                  info.sampleRate,
                                  info.emphasis,
                                  info.network.sigmaData,
                                  options.licence.empty() ? info.licence : options.licence,
                                  {} });
    classifier.moveTo (choice.device);
    runTraining (options, std::make_unique<ClassifierTask> (std::move (classifier)), std::move (data), cancel);
    ProgressLine().say ("Copy " + (std::filesystem::path (options.out) / NoiseClassifier::fileName).string()
                        + " into the model's folder to use it (generate --classifier-guidance 1).");
}
} // namespace

void addTrainClassifierCommand (CLI::App& app, const CancelToken& cancel)
{
    auto options = std::make_shared<TrainClassifierOptions>();
    options->settings.minutes = 15.0;
    options->settings.balanced = false; // what is likely at a level is learned from all classes as they are
    options->settings.batches.batchSize = 32;
    auto* command = app.add_subcommand ("train-classifier", "Train the noise-conditioned classifier that guides a model");

    addTrainingRunOptions (*command, *options);
    command->add_option ("--model", options->model, "Name or folder of the model that it is for")
        ->default_str (defaultModelName);
    command->callback ([options, cancel] { trainClassifier (*options, cancel); });
}
} // namespace stochastick
