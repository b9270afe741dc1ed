#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

/** Runs the program (the compile definition STOCHASTICK_PROGRAM) as a person would, and looks at what came of it. */
namespace programtest
{
using Arguments = std::vector<std::string>;

struct Settings
{
    std::optional<std::uint64_t> largestFileBytes; ///< no file may grow beyond it, as on a full disk
    std::function<bool()> interruptWhen;           ///< polled; SIGINT is sent once when it is true
};

struct Result
{
    int exitCode = 0; ///< or minus the signal that ended it; SIGKILL after a minute
    std::string out, err;
    double secondsAfterInterrupt = 0.0;
};

/** Standard output and error go to files, so that the program sees no terminal. */
Result run (const Arguments& arguments, const Settings& settings = {});

/** The same for a command that makes sounds: with the tiny model, on one thread, in two steps unless said otherwise. */
Result runWithTinyModel (Arguments arguments, const Settings& settings = {});

/** Whether the error output is one line "stochastick: A sentence." without anything of a stack trace. */
bool isOneSentence (const std::string& err);

/** Every file below the folder, hidden ones too, relative to it and sorted. */
std::vector<std::string> filesBelow (const std::filesystem::path& folder);

/** The lines of a text. */
std::vector<std::string> linesOf (const std::string& text);
} // namespace programtest
