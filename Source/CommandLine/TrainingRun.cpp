#include "CommandLine/TrainingRun.h"

#include "CommandLine/ProgressLine.h"
#include "CommandLine/RecipeOptions.h"
#include "Network/NetworkFile.h"
#include "Network/ProductPrecision.h"
#include "Support/AtomicFile.h"
#include "Support/Error.h"
#include "Support/Nearest.h"

#include <algorithm>
#include <cstdio>
#include <fstream>

namespace stochastick
{
namespace
{
std::string checkpointText (const TrainingProgress& p, bool hasHeldOut)
{
    char text[160];
    std::snprintf (text, sizeof text, "step %lld: loss %.4f%s, %.0f sounds/s, checkpoint written",
                   static_cast<long long> (p.step), p.loss,
                   hasHeldOut ? (", held out " + std::to_string (*p.heldOutLoss)).c_str() : "", p.soundsPerSecond);
    return text;
}

torch::ScalarType productsOf (const std::string& precision, torch::Device device)
{
    if (precision == "auto")
        return quickestProducts (device);

    return precision == "float32" ? torch::kFloat32 : torch::kBFloat16;
}
/** The first column of each line; none for an empty path. */
std::set<std::string> filesListedIn (const std::string& path)
{
    std::set<std::string> files;

    if (path.empty())
        return files;

    std::ifstream stream (path);

    if (! stream)
        throw Error ("\"" + path + "\" cannot be read.");

    for (std::string line; std::getline (stream, line);)
        if (const auto file = line.substr (0, line.find_first_of ("\t\r")); ! file.empty())
            files.insert (file);

    return files;
}
} // namespace

void addTrainingRunOptions (CLI::App& command, TrainingRunOptions& options)
{
    auto& settings = options.settings;

    command.add_option ("--data", options.data, "Folder tree of sounds: class = folder name, or index.csv")->required();
    command.add_option ("--class", options.onlyClass, "Class of all these sounds, whatever their folders are called");
    command.add_option ("--out", options.out, "Folder of the run: weights, checkpoint, log; an existing run is continued")
        ->required();
    command.add_option ("--device", options.device, "auto, cpu or cuda")->capture_default_str();
    command.add_option ("--minutes", settings.minutes, "Time to train in all")
        ->check (CLI::Range (0.01, 1e6))
        ->capture_default_str();
    command.add_option ("--batch", settings.batches.batchSize, "Sounds in a step")
        ->check (CLI::Range (1, 4096))
        ->capture_default_str();
    command.add_option ("--learning-rate", settings.learningRate, "Peak of the schedule")
        ->check (CLI::Range (1e-8, 1.0))
        ->capture_default_str();
    command.add_option ("--procedural", settings.batches.proceduralShare, "Share of procedural drums")
        ->check (CLI::Range (0.0, 1.0))
        ->capture_default_str();
    command.add_option ("--rooms", settings.batches.augmentation.roomShare, "Share of sounds that are put into a room")
        ->check (CLI::Range (0.0, 1.0))
        ->capture_default_str();
    command
        .add_option ("--layered", settings.batches.augmentation.layeredShare,
                     "Share of real sounds that are laid over another one of their class")
        ->check (CLI::Range (0.0, 1.0))
        ->capture_default_str();
    command.add_option ("--checkpoint-minutes", settings.checkpointMinutes, "Time between checkpoints")
        ->check (CLI::Range (0.01, 1e4))
        ->capture_default_str();
    command.add_option ("--seed", options.seed, "Of the weights and the batches")->capture_default_str();
    command.add_option ("--threads", settings.threads, "0: as many as the machine has")
        ->check (CLI::Range (0, 1024))
        ->capture_default_str();
    command
        .add_option ("--precision", options.precision,
                     "Of products in training: auto, float32 or bfloat16 (auto: where it is quicker)")
        ->check (CLI::IsMember ({ "auto", "float32", "bfloat16" }))
        ->capture_default_str();
    command.add_option ("--without", options.without,
                        "Text file of sounds that are not trained on, one a line, relative to --data; check writes such");
    command.add_option ("--licence", options.licence, "Licence of the weights, stored in their file");
}

void makeBatchesFor (const ModelInfo& info, TrainingRunOptions& options)
{
    auto& batches = options.settings.batches;
    batches.seed = parseSeed (options.seed);
    batches.emphasis = info.emphasis;
    batches.length = info.length;
    batches.sampleRate = info.sampleRate;
    batches.classes = static_cast<int> (info.classes.size());
}

void requireClass (const std::string& name, const std::vector<std::string>& classes)
{
    if (! name.empty() && std::find (classes.begin(), classes.end(), name) == classes.end())
        throw UsageError (unknownKeySentence ("class", name, classes));
}

TrainingData readTrainingData (const TrainingRunOptions& options, const std::vector<std::string>& classes,
                               const CancelToken& cancel)
{
    requireClass (options.onlyClass, classes);
    const auto& batches = options.settings.batches;
    const auto without = filesListedIn (options.without);
    const auto request = [&] (Split split) {
        return DatasetRequest { options.data, classes, batches.sampleRate, batches.length,
                                split,        cancel,  options.onlyClass,  without };
    };
    ProgressLine line;
    line.say ("Reading the sounds of " + options.data + " ...");
    TrainingData data { loadDataset (request (Split::training)), {} };

    try
    {
        data.heldOut = loadDataset (request (Split::heldOut));
    }
    catch (const Cancelled&)
    {
        throw;
    }
    catch (const Error&)
    {
        line.say ("None of these sounds is held out (there are too few): no held-out loss will be shown.");
    }

    for (const auto& sentence : data.training.skipped)
        line.say ("Left out: " + sentence);

    return data;
}

void runTraining (const TrainingRunOptions& options, std::unique_ptr<TrainingTask> task, TrainingData data,
                  const CancelToken& cancel)
{
    ProgressLine line;
    const bool hasHeldOut = ! data.heldOut.examples.empty();
    line.say (std::to_string (data.training.examples.size()) + " sounds to train on, "
              + std::to_string (data.heldOut.examples.size()) + " held out; "
              + std::to_string (parameterCountOf (task->network())) + " parameters");

    createFolder (options.out);
    auto settings = options.settings;
    settings.products = productsOf (options.precision, task->device());

    if (settings.products == torch::kBFloat16)
        line.say ("Products are made of 16-bit factors, which is quicker here.");

    Trainer trainer (std::move (task), settings, std::move (data.training), std::move (data.heldOut), options.out, cancel);

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
} // namespace stochastick
