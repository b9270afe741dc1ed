#include "CommandLine/Commands.h"
#include "CommandLine/ProgressLine.h"
#include "CommandLine/RecipeOptions.h"
#include "CommandLine/SoundReport.h"
#include "Engine/SoundLikelihood.h"

#include <cstdio>

namespace stochastick
{
namespace
{
struct LikelihoodOptions : SoundLikelihoodRequest
{
    GeneratorOptions generator;
    std::vector<std::string> files;
    std::string classText;
    bool json = false;
};

void measureLikelihoods (LikelihoodOptions options, const CancelToken& cancel)
{
    if (! options.classText.empty())
        options.classes = parseClasses (options.classText);

    const LikelihoodMeter meter (options.generator);
    auto sounds = nlohmann::json::array();
    ProgressLine line;

    for (const auto& name : options.files)
    {
        options.file = name;
        const auto done = static_cast<double> (sounds.size());
        const auto found = meter.measure (options, cancel, [&] (double part) {
            line.show ((done + part) / static_cast<double> (options.files.size()), name);
        });

        sounds.push_back ({ { "file", name }, { "nats", found.nats }, { "bits_per_sample", found.bitsPerSample } });

        if (! options.json)
        {
            char text[80];
            std::snprintf (text, sizeof text, "%12.1f nats %8.4f bits/sample  ", found.nats, found.bitsPerSample);
            line.show (1.0, "");
            std::printf ("%s%s\n", text, name.c_str());
        }
    }

    if (options.json)
        printJson ({ { "model", meter.modelName() }, { "sounds", sounds } });
}
} // namespace

void addLikelihoodCommand (CLI::App& app, const CancelToken& cancel)
{
    auto options = std::make_shared<LikelihoodOptions>();
    auto* command = app.add_subcommand ("likelihood", "Measure how likely a model finds sounds (probability-flow ODE)");

    command->add_option ("sounds", options->files, "Sound files")->required();
    command->add_option ("--class", options->classText, "Class or mix, as for generate; none when left out");
    command->add_option ("--steps", options->steps, "Levels on the way to noise")
        ->check (CLI::Range (2, 1000))
        ->capture_default_str();
    command->add_option ("--probes", options->probes, "Random directions for the divergence")
        ->check (CLI::Range (1, 100))
        ->capture_default_str();
    addGeneratorOptions (*command, options->generator);
    command->add_flag ("--json", options->json, "As JSON");
    command->callback ([options, cancel] { measureLikelihoods (*options, cancel); });
}
} // namespace stochastick
