#include "Audio/Plot.h"
#include "CommandLine/Commands.h"
#include "CommandLine/ProgressLine.h"
#include "CommandLine/SoundReport.h"
#include "CommandLine/TrainingRun.h"
#include "Network/ModelInfo.h"
#include "Support/AtomicFile.h"
#include "Training/DatasetCheck.h"
#include "Training/DrumSynthesis.h"

#include <cstdio>

namespace stochastick
{
namespace fs = std::filesystem;

namespace
{
struct CheckOptions
{
    std::string data, onlyClass, out, picture;
    bool json = false;
};

const std::string& className (const DoubtfulSound& doubt)
{
    return drumClasses().at (static_cast<std::size_t> (doubt.sound.drumClass));
}

/** As --without reads it: a file a line; what follows a tab is for people. */
std::string listText (const DatasetDoubts& doubts)
{
    std::string text;

    for (const auto& doubt : doubts.doubtful)
        text += doubt.sound.file + '\t' + className (doubt) + ": " + doubt.why + '\n';

    return text;
}

void plotDoubts (const fs::path& file, const DatasetDoubts& doubts, int sampleRate)
{
    constexpr int columns = 5;
    constexpr std::size_t most = 500;
    std::vector<LabelledSound> cells;

    for (const auto& doubt : doubts.doubtful)
        if (cells.size() < most)
            cells.push_back ({ { doubt.sound.samples, sampleRate }, className (doubt) + ' ' + doubt.why });

    if (! cells.empty())
        plotContactSheet (file, cells, columns);
}

nlohmann::json describe (const DatasetDoubts& doubts)
{
    nlohmann::json json { { "checked", doubts.checked },
                          { "unusable", doubts.unusable },
                          { "doubtful", nlohmann::json::array() } };

    for (const auto& doubt : doubts.doubtful)
        json["doubtful"].push_back ({ { "file", doubt.sound.file }, { "class", className (doubt) }, { "why", doubt.why } });

    return json;
}

void check (const CheckOptions& options, const CancelToken& cancel)
{
    requireClass (options.onlyClass, drumClasses());
    const ModelInfo usual;
    ProgressLine line;
    const auto doubts =
        checkDataset ({ options.data, drumClasses(), usual.sampleRate, usual.length, Split::all, cancel, options.onlyClass },
                      [&line] (double done, const std::string& what) { line.show (done, what); });
    line.show (1.0, "done");

    if (! options.out.empty())
        writeAtomically (options.out, listText (doubts));

    if (! options.picture.empty())
        plotDoubts (options.picture, doubts, usual.sampleRate);

    if (options.json)
        return printJson (describe (doubts));

    for (const auto& sentence : doubts.unusable)
        std::printf ("%s\n", sentence.c_str());

    std::printf ("%s%zu doubts about %zu sounds: listen to them.\n", listText (doubts).c_str(), doubts.doubtful.size(),
                 doubts.checked);
}
} // namespace

void addCheckCommand (CLI::App& app, const CancelToken& cancel)
{
    auto options = std::make_shared<CheckOptions>();
    auto* command = app.add_subcommand ("check", "Look for what spoils a folder of sounds to train on");

    command->add_option ("--data", options->data, "Folder tree of sounds, as for train")->required();
    command->add_option ("--class", options->onlyClass, "Class of all these sounds, whatever their folders are called");
    command->add_option ("--out", options->out, "File to list doubtful sounds in, for train's --without");
    command->add_option ("--picture", options->picture, "PNG to draw them in");
    command->add_flag ("--json", options->json, "As JSON");
    command->callback ([options, cancel] { check (*options, cancel); });
}
} // namespace stochastick
