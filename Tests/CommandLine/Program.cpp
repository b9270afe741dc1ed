#include "CommandLine/Program.h"

#include "Audio/AudioTestTools.h"
#include "Doubles/TinyModel.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <sstream>
#include <stdexcept>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace programtest
{
namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

namespace
{
constexpr std::chrono::seconds longestRun { 60 };
constexpr std::chrono::milliseconds pollingInterval { 5 };

/** In the child, between fork and exec: async-signal-safe calls only. */
[[noreturn]] void becomeProgram (char* const* arguments, const char* outFile, const char* errFile, const rlimit* largestFile)
{
    const int out = ::open (outFile, O_WRONLY), err = ::open (errFile, O_WRONLY);
    ::dup2 (out, STDOUT_FILENO);
    ::dup2 (err, STDERR_FILENO);

    if (largestFile != nullptr)
        ::setrlimit (RLIMIT_FSIZE, largestFile);

    ::execv (arguments[0], arguments);
    ::_exit (127);
}

pid_t start (const Arguments& arguments, const fs::path& outFile, const fs::path& errFile, const Settings& settings)
{
    std::vector<std::string> words { STOCHASTICK_PROGRAM };
    words.insert (words.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;

    for (auto& word : words)
        pointers.push_back (word.data());

    pointers.push_back (nullptr);
    const rlimit largestFile { settings.largestFileBytes.value_or (0), settings.largestFileBytes.value_or (0) };
    const auto child = ::fork();

    if (child == 0)
        becomeProgram (pointers.data(), outFile.c_str(), errFile.c_str(),
                       settings.largestFileBytes ? &largestFile : nullptr);

    if (child < 0)
        throw std::runtime_error ("cannot start " STOCHASTICK_PROGRAM);

    return child;
}

/** The exit code, and the seconds from the interrupt to the end. */
std::pair<int, double> waitFor (pid_t child, const Settings& settings)
{
    const auto deadline = Clock::now() + longestRun;
    std::optional<Clock::time_point> interrupted;
    int status = 0;

    while (::waitpid (child, &status, WNOHANG) == 0)
    {
        if (settings.interruptWhen && ! interrupted && settings.interruptWhen())
        {
            interrupted = Clock::now();
            ::kill (child, SIGINT);
        }

        if (Clock::now() > deadline)
            ::kill (child, SIGKILL);

        std::this_thread::sleep_for (pollingInterval);
    }

    const auto seconds = interrupted ? std::chrono::duration<double> (Clock::now() - *interrupted).count() : 0.0;
    return { WIFEXITED (status) ? WEXITSTATUS (status) : -WTERMSIG (status), seconds };
}
} // namespace

Result run (const Arguments& arguments, const Settings& settings)
{
    const audiotest::TemporaryFolder folder;
    const auto out = folder.path / "out", err = folder.path / "err";
    audiotest::writeBytes (out, "");
    audiotest::writeBytes (err, "");

    const auto [exitCode, seconds] = waitFor (start (arguments, out, err, settings), settings);
    return { exitCode, audiotest::contentOf (out), audiotest::contentOf (err), seconds };
}

Result runWithTinyModel (Arguments arguments, const Settings& settings)
{
    const auto add = [&] (const std::string& option, const std::string& value) {
        if (std::find (arguments.begin(), arguments.end(), option) == arguments.end())
            arguments.insert (arguments.end(), { option, value });
    };

    add ("--model", stochastick::test::tinyModel().string());
    add ("--threads", "1");
    add ("--device", "cpu");

    if (arguments.front() != "again")
        add ("--steps", "2");

    return run (arguments, settings);
}

bool isOneSentence (const std::string& err)
{
    const auto lines = linesOf (err);
    return lines.size() == 1 && lines[0].rfind ("stochastick: ", 0) == 0 && lines[0].back() == '.' && err.back() == '\n'
           && err.find ("frame #") == std::string::npos && err.find ("Exception") == std::string::npos;
}

std::vector<std::string> filesBelow (const fs::path& folder)
{
    std::vector<std::string> files;

    if (fs::is_directory (folder))
        for (const auto& item : fs::recursive_directory_iterator (folder))
            if (! item.is_directory())
                files.push_back (fs::relative (item.path(), folder).string());

    std::sort (files.begin(), files.end());
    return files;
}

std::vector<std::string> linesOf (const std::string& text)
{
    std::vector<std::string> lines;
    std::istringstream stream (text);

    for (std::string line; std::getline (stream, line);)
        lines.push_back (line);

    return lines;
}
} // namespace programtest
