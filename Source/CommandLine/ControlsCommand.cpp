#include "CommandLine/Commands.h"
#include "CommandLine/ProgressLine.h"
#include "CommandLine/RecipeOptions.h"
#include "CommandLine/SoundReport.h"
#include "Engine/ControlStudy.h"
#include "Engine/Evaluation.h"
#include "Support/AtomicFile.h"

#include <cstdio>
#include <sstream>

namespace stochastick
{
namespace
{
struct ControlsOptions
{
    GeneratorOptions generator;
    std::string data, out;
    int sounds = 10;
    bool json = false;
};

std::string number (const char* form, double value)
{
    char text[32];
    std::snprintf (text, sizeof text, form, value);
    return text;
}

std::string pageOf (const ControlStudy& study, const Generator& generator)
{
    std::ostringstream page;
    page << "# What the controls do\n\nMade by `stochastick controls --data SOUNDS --out docs` with the model `"
         << generator.modelName() << "` (" << generator.weightHash()
         << "), the other settings at their defaults. Distances are\n"
         << "root mean squares of the difference of log-mel energies (32 bands, 16 spans of time), in dB.\n\n"
         << "## Making a part anew\n\nOn Gaussians whose exact conditional mean is known (a pair with a correlation of "
            "0.90; 64 samples\n"
         << "of an exponentially correlated process, the last 24 free): how far the mean of what was made is away\n"
         << "from it (RMS, the data have unit variance), ancestral sampling, 20 levels.\n\n"
         << "| method | pair | 64 samples |\n|---|---:|---:|\n";

    for (const auto& row : study.biases)
        page << "| " << row.method << " | " << number ("%.3f", row.pair) << " | " << number ("%.3f", row.signal) << " |\n";

    page << "\n## Amount of variation\n\nThree sounds of each class; mean distance from them.\n\n| method | amount | distance "
            "|\n|---|---:|---:|\n";

    for (const auto& row : study.amounts)
        page << "| " << row.method << " | " << row.amount << " | " << number ("%.1f", row.distance) << " |\n";

    page << "\n## Between two sounds\n\nFour pairs of one class each, by `morph`.\n\n| place | to the first | to the second "
            "|\n|---:|---:|---:|\n";

    for (const auto& row : study.between)
        page << "| " << row.place << " | " << number ("%.1f", row.toFirst) << " | " << number ("%.1f", row.toSecond)
             << " |\n";

    page << "\n## What is asked of a sound\n\nFrom the 5 % to the 95 % quantile of each class: the way that the sounds go "
            "as share of the way\n"
         << "that is asked, on a logarithmic scale (loudness: dB). 1 is obedience.\n\n| descriptor | share |\n|---|---:|\n";

    for (const auto& row : study.obediences)
        page << "| " << row.descriptor << " | " << number ("%.2f", row.slope) << " |\n";

    page << "\n## Guidance\n\nNamed right by a classifier of finished sounds that was trained on real ones (95 % "
            "interval).\n\n"
         << "| guidance | named right | seconds a sound |\n|---|---|---:|\n";

    for (const auto& row : study.guided)
        page << "| " << row.how << " | " << shareText ({ row.right, row.all }) << " | " << number ("%.2f", row.secondsPerSound)
             << " |\n";

    page << "\n## Families\n\nSix kits: share of the variance of decay, brightness and loudness within their classes that "
            "lies between kits.\n"
         << "(Without anything in common it would be 1/16 = 0.06.)\n\n| family | share |\n|---:|---:|\n";

    for (const auto& row : study.kinships)
        page << "| " << row.family << " | " << number ("%.2f", row.share) << " |\n";

    return page.str();
}

nlohmann::json toJson (const ControlStudy& study)
{
    auto json = nlohmann::json::object();

    for (const auto& row : study.biases)
        json["inpainting"].push_back ({ { "method", row.method }, { "pair", row.pair }, { "signal", row.signal } });

    for (const auto& row : study.amounts)
        json["variation"].push_back (
            { { "method", row.method }, { "amount", row.amount }, { "distance_db", row.distance } });

    for (const auto& row : study.between)
        json["morph"].push_back (
            { { "place", row.place }, { "to_first_db", row.toFirst }, { "to_second_db", row.toSecond } });

    for (const auto& row : study.obediences)
        json["descriptors"].push_back ({ { "descriptor", row.descriptor }, { "slope", row.slope } });

    for (const auto& row : study.guided)
        json["guidance"].push_back ({ { "how", row.how },
                                      { "right", row.right },
                                      { "all", row.all },
                                      { "seconds_per_sound", row.secondsPerSound } });

    for (const auto& row : study.kinships)
        json["family"].push_back ({ { "family", row.family }, { "share", row.share } });

    return json;
}

void measureControls (const ControlsOptions& options, const CancelToken& cancel)
{
    ProgressLine line;
    Generator generator (options.generator);
    const auto study = studyControls (generator, { options.data, options.sounds, cancel },
                                      [&line] (double done, const std::string& what) { line.show (done, what); });
    line.show (1.0, "done");

    if (! options.out.empty())
    {
        createFolder (options.out);
        const auto file = std::filesystem::path (options.out) / "controls.md";
        writeAtomically (file, pageOf (study, generator));
        line.say (file.string());
    }

    if (options.json || options.out.empty())
        printJson (toJson (study));
}
} // namespace

void addControlsCommand (CLI::App& app, const CancelToken& cancel)
{
    auto options = std::make_shared<ControlsOptions>();
    auto* command = app.add_subcommand ("controls", "Measure what the controls do to a model's sounds (minutes)");

    command->add_option ("--data", options->data, "Folder tree of real sounds, as for train; it teaches the judge")
        ->required();
    command->add_option ("--sounds", options->sounds, "Of each class, for each setting of guidance")
        ->check (CLI::Range (1, 1000))
        ->capture_default_str();
    command->add_option ("--out", options->out, "Folder for controls.md");
    command->add_flag ("--json", options->json, "The figures as JSON on standard output");
    addGeneratorOptions (*command, options->generator);
    command->callback ([options, cancel] { measureControls (*options, cancel); });
}
} // namespace stochastick
