#include "CommandLine/Commands.h"
#include "Support/Error.h"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <csignal>
#include <cstdio>
#include <string>

namespace
{
constexpr int failed = 1, wrongUsage = 2, interrupted = 130;

stochastick::CancelToken cancelToken;

void onInterrupt (int)
{
    cancelToken.cancel();
    std::signal (SIGINT, SIG_DFL); // a second Ctrl-C ends the program at once
}

int report (const std::exception& error, int exitCode)
{
    const std::string text = error.what();
    std::fprintf (stderr, "stochastick: %s\n", text.substr (0, text.find ('\n')).c_str()); // LibTorch adds its stack
    return exitCode;
}
} // namespace

int main (int argc, char** argv)
{
    using namespace stochastick;

    std::signal (SIGINT, onInterrupt);
    std::signal (SIGTERM, onInterrupt);
    std::signal (SIGXFSZ, SIG_IGN); // a file that grows too large then fails as a full disk does

    CLI::App app { "Stochastick makes drum sounds with a diffusion model that works on the waveform." };
    app.set_version_flag ("--version", STOCHASTICK_VERSION);
    app.require_subcommand (1);
    app.set_help_all_flag ("--help-all", "Help for all commands");

    for (auto* add : { addGenerateCommand,
                       addKitCommand,
                       addVaryCommand,
                       addMorphCommand,
                       addBreedCommand,
                       addRedoCommand,
                       addLayersCommand,
                       addAgainCommand,
                       addCheckCommand,
                       addTrainCommand,
                       addTrainClassifierCommand,
                       addDistillCommand,
                       addImportCommand,
                       addEvaluateCommand,
                       addControlsCommand,
                       addInfoCommand,
                       addPlotCommand,
                       addSamplersCommand,
                       addScheduleCommand,
                       addLikelihoodCommand })
        add (app, cancelToken);

    try
    {
        app.parse (argc, argv);

        if (std::fflush (stdout) != 0)
            throw Error ("Cannot write to standard output: the disk may be full.");

        return 0;
    }
    catch (const CLI::ParseError& error)
    {
        return app.exit (error) == 0 ? 0 : wrongUsage;
    }
    catch (const Cancelled& error)
    {
        return report (error, interrupted);
    }
    catch (const UsageError& error)
    {
        return report (error, wrongUsage);
    }
    catch (const std::exception& error)
    {
        return report (error, failed);
    }
}
