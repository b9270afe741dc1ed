#include "CommandLine/Commands.h"

#include "Audio/Plot.h"
#include "Audio/SoundFile.h"
#include "Support/Error.h"

#include <filesystem>
#include <memory>

namespace stochastick
{
namespace fs = std::filesystem;

namespace
{
struct PlotOptions
{
    std::vector<std::string> sounds;
    std::string out;
    int columns = 4;
};

/** A slip of the hand must not turn a sound into a picture. */
void protectInputs (const PlotOptions& options)
{
    std::error_code ignored;

    for (const auto& sound : options.sounds)
        if (fs::equivalent (sound, options.out, ignored))
            throw UsageError ("--out is \"" + sound + "\", one of the sounds; give the picture a name of its own.");
}

void plot (const PlotOptions& options)
{
    protectInputs (options);

    if (options.sounds.size() == 1)
    {
        const fs::path file = options.sounds.front();
        plotSound (options.out, readSoundFile (file), file.filename().string());
        return;
    }

    std::vector<LabelledSound> cells;

    for (const fs::path file : options.sounds)
        cells.push_back ({ readSoundFile (file), file.stem().string() });

    plotContactSheet (options.out, cells, options.columns);
}
} // namespace

void addPlotCommand (CLI::App& app, const CancelToken&)
{
    auto options = std::make_shared<PlotOptions>();
    auto* command =
        app.add_subcommand ("plot", "Draw waveform and spectrogram of a sound, or a contact sheet of several, as PNG");

    command->add_option ("sounds", options->sounds, "Sound files")->required();
    command->add_option ("--out", options->out, "The PNG to write")->required();
    command->add_option ("--columns", options->columns, "Of a contact sheet")
        ->check (CLI::Range (1, 32))
        ->capture_default_str();
    command->callback ([options] { plot (*options); });
}
} // namespace stochastick
