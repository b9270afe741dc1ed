#include "CommandLine/Commands.h"
#include "CommandLine/ModelCard.h"
#include "CommandLine/ProgressLine.h"
#include "CommandLine/RecipeOptions.h"
#include "CommandLine/TrainingRun.h"
#include "Network/CrashImport.h"
#include "Network/Device.h"
#include "Network/Model.h"
#include "Training/CrashTask.h"
#include "Training/DenoisingTask.h"
#include "Training/DrumSynthesis.h"

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <torch/utils.h>

namespace stochastick
{
namespace fs = std::filesystem;

namespace
{
struct TrainOptions : TrainingRunOptions
{
    std::string from, config, process = keyOf (ProcessKind::vpCosine), layers = "all";
    bool rateGiven = false; // whether the person gave a learning rate
    int judgedPerClass = 20;
    double sigmaData = 0.1; // 0: measured
    ModelInfo info;         // what is trained; batches follow it
};

nlohmann::json readJson (const fs::path& path)
{
    std::error_code ignored;

    if (! fs::is_regular_file (path, ignored))
        throw Error ("There is no file \"" + path.string() + "\".");

    std::ifstream stream (path);
    auto json = nlohmann::json::parse (stream, nullptr, false);

    if (json.is_discarded())
        throw Error ("\"" + path.string() + "\" is not a JSON file.");

    return json;
}

constexpr auto crashConfig = "crash"; // instead of a file

/** What --from or --config and the other options ask for, as far as it is known before the sounds are read. */
ModelInfo requestedInfo (const TrainOptions& options)
{
    if (! options.from.empty())
    {
        auto info = readModelInfo (findModel (options.from));

        if (! options.config.empty() && (options.config == crashConfig || info.architecture == Architecture::crashUnet))
            throw UsageError ("CRASH's network has one size: --config does not go with --from there.");

        if (! options.config.empty())
            info.network = readJson (options.config).get<ScoreUnetConfig>();

        return info;
    }

    if (options.config == crashConfig)
    {
        const ProcessSpec process { processFromKey (options.process) };
        requireCrashProcess (process);
        return ModelInfo::ofCrash (process);
    }

    ModelInfo info;
    info.classes = drumClasses();
    info.emphasis = options.settings.batches.emphasis;
    info.network.sigmaData = options.sigmaData;

    if (! options.config.empty())
        info.network = readJson (options.config).get<ScoreUnetConfig>();

    return info;
}

bool isCrash (const TrainOptions& options)
{
    return options.info.architecture == Architecture::crashUnet;
}

/** As it was published, but for the learning rate that a person wants. */
void resolveCrash (TrainOptions& options)
{
    const auto rate = options.settings.learningRate;
    options.settings.followCrash (options.info);

    if (options.rateGiven)
        options.settings.learningRate = rate;
}

/** A model that can do something already learns more from small steps, and of the classes that it is shown. */
void resolveFineTuning (TrainOptions& options)
{
    constexpr double gentleRate = 3e-4;

    if (! options.rateGiven)
        options.settings.learningRate = gentleRate;

    options.settings.batches.onlyRealClasses = true;
}

/** Batches are made for the model, whichever way it was asked for. */
void resolve (TrainOptions& options)
{
    auto& batches = options.settings.batches;
    options.info = requestedInfo (options);
    batches.seed = parseSeed (options.seed);
    batches.emphasis = options.info.emphasis;
    batches.length = options.info.length;
    batches.sampleRate = options.info.sampleRate;

    if (isCrash (options))
        return resolveCrash (options);

    if (! options.from.empty())
        resolveFineTuning (options);

    if (options.info.classes != drumClasses() || options.info.network.classes != batches.classes)
        throw Error ("A network to be trained must have the " + std::to_string (batches.classes) + " drum classes.");

    if (batches.length % options.info.network.lengthMultiple() != 0)
        throw Error ("The network's frames do not divide a length of " + std::to_string (batches.length) + " samples.");
}

/** The standard deviation of what the network would see (Karras 2022's σ_data). */
double measureSigma (const TrainOptions& options, const std::vector<Example>& examples)
{
    auto settings = options.settings.batches;
    settings.batchSize = 8 * settings.classes;
    BatchSource source (examples, settings, {});
    return std::round (source.make (0).signals.square().mean().sqrt().item<double>() * 1000.0) / 1000.0;
}

/** A network of ours gains all that networks of ours have by now; one whose sizes a file says has what that says. */
Model startModel (TrainOptions& options, const std::vector<Example>& examples, const CancelToken& cancel)
{
    torch::manual_seed (options.settings.batches.seed);

    if (isCrash (options))
        return options.from.empty() ? Model (options.info) : Model::load (findModel (options.from));

    if (options.from.empty() && options.info.network.sigmaData <= 0.0)
        options.info.network.sigmaData = measureSigma (options, examples);

    auto info = options.info;

    if (info.descriptors.empty())
        info.descriptors = BatchSource (examples, options.settings.batches, cancel).measureDescriptors (cancel);

    info.network.descriptors = static_cast<int> (info.descriptors.size());

    if (options.config.empty())
        info.network.expectsPower = info.network.longWindows = info.network.powerAboveNoise = info.network.marksSynthetic =
            true;

    options.settings.batches.marksSynthetic = info.network.marksSynthetic;
    options.settings.batches.descriptors = info.descriptors;
    return options.from.empty() ? Model (info) : Model::load (findModel (options.from)).widenedTo (info);
}

std::unique_ptr<TrainingTask> taskFor (Model model)
{
    if (model.info().architecture == Architecture::crashUnet)
        return std::make_unique<CrashTask> (std::move (model));

    return std::make_unique<DenoisingTask> (std::move (model));
}

constexpr auto lastLayers = "last";

/** The way back up and the heads: what it makes of what it hears, not how it hears. */
void fixFirstLayers (torch::nn::Module& network)
{
    const std::regex last ("draw.*|level[0-9]+_(up|grow|head|expected).*|long_windows[.]gains.*");

    for (auto& item : network.named_parameters())
        item.value().set_requires_grad (item.value().requires_grad() && std::regex_match (item.key(), last));
}

void train (TrainOptions options, const CancelToken& cancel)
{
    resolve (options);
    auto data = readTrainingData (options, drumClasses(), cancel);
    const auto choice = chooseDevice (options.device);

    if (! choice.notice.empty())
        ProgressLine().say (choice.notice);

    auto model = startModel (options, data.training.examples, cancel);
    model.moveTo (choice.device);
    model.setLicence (options.licence);

    if (options.layers == lastLayers)
        fixFirstLayers (model.module());

    const bool comparable = ! options.from.empty() && options.judgedPerClass > 0 && ! isCrash (options);
    const auto heldOut = data.heldOut.examples;
    runTraining (options, taskFor (std::move (model)), std::move (data), cancel);

    if (comparable)
        compareWithStart ({ options, options.from, options.judgedPerClass, heldOut }, cancel);
}
} // namespace

void addTrainCommand (CLI::App& app, const CancelToken& cancel)
{
    auto options = std::make_shared<TrainOptions>();
    auto* command = app.add_subcommand ("train", "Train a model on a folder of sounds mixed with procedural drums");

    addTrainingRunOptions (*command, *options);
    auto* from = command->add_option (
        "--from", options->from,
        "Name or folder of the model whose weights to start from; its classes are those of your sounds");
    command->add_option ("--config", options->config,
                         "JSON file with the sizes of the network (with --from: all that it has, and more); crash: CRASH's "
                         "own network");
    command->add_option ("--layers", options->layers, "Which are trained; last: quicker, and closer to --from")
        ->check (CLI::IsMember ({ "all", lastLayers }))
        ->needs (from)
        ->capture_default_str();
    command->add_option ("--judge", options->judgedPerClass, "Sounds of each class to compare before and after by; 0: none")
        ->check (CLI::Range (0, 1000))
        ->capture_default_str();
    command->add_flag ("!--no-balance", options->settings.balanced,
                       "Weigh losses as they come, instead of classes and noise levels alike");
    command->add_option ("--process", options->process, "What CRASH's network is trained with: vp-cosine, vp-sigmoid, ...")
        ->excludes (from)
        ->capture_default_str();
    command->add_option ("--emphasis", options->settings.batches.emphasis, "First-order emphasis")
        ->excludes (from)
        ->check (CLI::Range (0.0, 0.95))
        ->capture_default_str();
    command
        ->add_option ("--sigma-data", options->sigmaData,
                      "Where the loss passes from weighing noise to weighing sound; 0: measured on the data")
        ->excludes (from)
        ->check (CLI::Range (0.0, 10.0))
        ->capture_default_str();
    command->callback ([options, command, cancel] {
        options->rateGiven = command->count ("--learning-rate") > 0;
        train (*options, cancel);
    });
}
} // namespace stochastick
