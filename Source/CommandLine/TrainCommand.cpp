#include "CommandLine/Commands.h"
#include "CommandLine/ProgressLine.h"
#include "CommandLine/RecipeOptions.h"
#include "Network/Device.h"
#include "Network/Model.h"
#include "Support/AtomicFile.h"
#include "Training/DrumSynthesis.h"
#include "Training/Trainer.h"

#include <cmath>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <torch/utils.h>

namespace stochastick
{
namespace fs = std::filesystem;

namespace
{
struct TrainOptions
{
    std::string data, out, from, config, device = "auto", licence, seed = "1";
    double sigmaData = 0.1; // 0: measured
    ModelInfo info;         // what is trained; batches follow it
    TrainingSettings settings;
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

/** What --from or --config and the other options ask for, as far as it is known before the sounds are read. */
ModelInfo requestedInfo (const TrainOptions& options)
{
    if (! options.from.empty())
        return readModelInfo (options.from);

    ModelInfo info;
    info.classes = drumClasses();
    info.emphasis = options.settings.batches.emphasis;
    info.network.sigmaData = options.sigmaData;

    if (! options.config.empty())
        info.network = readJson (options.config).get<ScoreUnetConfig>();

    return info;
}

/** Batches are made for the model, whichever way it was asked for. */
void resolve (TrainOptions& options)
{
    auto& batches = options.settings.batches;
    options.info = requestedInfo (options);
    batches.seed = parseSeed (options.seed);
    batches.emphasis = options.info.emphasis;
    batches.length = options.info.length;

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

Model startModel (TrainOptions& options, const std::vector<Example>& examples)
{
    torch::manual_seed (options.settings.batches.seed);

    if (! options.from.empty())
        return Model::load (options.from);

    if (options.info.network.sigmaData <= 0.0)
        options.info.network.sigmaData = measureSigma (options, examples);

    return Model (options.info);
}

DatasetRequest requestFor (const TrainOptions& options, Split split, const CancelToken& cancel)
{
    return { options.data, options.info.classes, options.info.sampleRate, options.info.length, split, cancel };
}

std::string checkpointText (const TrainingProgress& p, bool hasHeldOut)
{
    char text[160];
    std::snprintf (text, sizeof text, "step %lld: loss %.4f%s, %.0f sounds/s, checkpoint written",
                   static_cast<long long> (p.step), p.loss,
                   hasHeldOut ? (", held out " + std::to_string (*p.heldOutLoss)).c_str() : "", p.soundsPerSecond);
    return text;
}

void train (TrainOptions options, const CancelToken& cancel)
{
    resolve (options);
    ProgressLine line;
    line.say ("Reading the sounds of " + options.data + " ...");

    auto training = loadDataset (requestFor (options, Split::training, cancel));
    Dataset heldOut;

    try
    {
        heldOut = loadDataset (requestFor (options, Split::heldOut, cancel));
    }
    catch (const Cancelled&)
    {
        throw;
    }
    catch (const Error&)
    {
        line.say ("None of these sounds is held out (too few groups of takes): no held-out loss will be shown.");
    }

    for (const auto& sentence : training.skipped)
        line.say ("Left out: " + sentence);

    const auto choice = chooseDevice (options.device);

    if (! choice.notice.empty())
        line.say (choice.notice);

    auto model = startModel (options, training.examples);
    model.moveTo (choice.device);
    model.setLicence (options.licence);
    line.say (std::to_string (training.examples.size()) + " sounds to train on, " + std::to_string (heldOut.examples.size())
              + " held out; " + std::to_string (model.parameterCount()) + " parameters, sigma_data "
              + std::to_string (model.info().network.sigmaData) + ", " + choice.name);

    const bool hasHeldOut = ! heldOut.examples.empty();
    createFolder (options.out);
    Trainer trainer (std::move (model), options.settings, std::move (training), std::move (heldOut), options.out, cancel);

    if (trainer.resumed())
        line.say ("Continuing the run in " + options.out);

    trainer.run ([&line, hasHeldOut] (const TrainingProgress& p) {
        char text[160];
        std::snprintf (text, sizeof text, "step %lld  loss %.4f  %.1f sounds/s  %s left", static_cast<long long> (p.step),
                       p.loss, p.soundsPerSecond, durationText (p.secondsInAll - p.secondsTrained).c_str());
        line.show (p.secondsTrained / p.secondsInAll, text);

        if (p.heldOutLoss)
            line.say (checkpointText (p, hasHeldOut));
    });
}
} // namespace

void addTrainCommand (CLI::App& app, const CancelToken& cancel)
{
    auto options = std::make_shared<TrainOptions>();
    auto& settings = options->settings;
    auto* command = app.add_subcommand ("train", "Train a model on a folder of sounds mixed with procedural drums");

    command->add_option ("--data", options->data, "Folder tree of sounds: class = folder name, or index.csv")->required();
    command->add_option ("--out", options->out, "Folder of the run: weights, checkpoint, log; an existing run is continued")
        ->required();
    auto* from = command->add_option ("--from", options->from, "Model whose weights to start from");
    command->add_option ("--config", options->config, "JSON file with the sizes of the network")->excludes (from);
    command->add_option ("--device", options->device, "auto, cpu or cuda")->capture_default_str();
    command->add_option ("--minutes", settings.minutes, "Time to train in all")
        ->check (CLI::Range (0.01, 1e6))
        ->capture_default_str();
    command->add_option ("--batch", settings.batches.batchSize, "Sounds in a step")
        ->check (CLI::Range (1, 4096))
        ->capture_default_str();
    command->add_option ("--learning-rate", settings.learningRate, "Peak of the schedule")
        ->check (CLI::Range (1e-8, 1.0))
        ->capture_default_str();
    command->add_option ("--procedural", settings.batches.proceduralShare, "Share of procedural drums")
        ->check (CLI::Range (0.0, 1.0))
        ->capture_default_str();
    command->add_option ("--emphasis", settings.batches.emphasis, "First-order emphasis")
        ->excludes (from)
        ->check (CLI::Range (0.0, 0.95))
        ->capture_default_str();
    command
        ->add_option ("--sigma-data", options->sigmaData,
                      "Where the loss passes from weighing noise to weighing sound; 0: measured on the data")
        ->excludes (from)
        ->check (CLI::Range (0.0, 10.0))
        ->capture_default_str();
    command->add_option ("--checkpoint-minutes", settings.checkpointMinutes, "Time between checkpoints")
        ->check (CLI::Range (0.01, 1e4))
        ->capture_default_str();
    command->add_option ("--seed", options->seed, "Of the weights and the batches")->capture_default_str();
    command->add_option ("--threads", settings.threads, "0: as many as the machine has")
        ->check (CLI::Range (0, 1024))
        ->capture_default_str();
    command->add_option ("--licence", options->licence, "Licence of the weights, stored in the model file");
    command->callback ([options, cancel] { train (*options, cancel); });
}
} // namespace stochastick
