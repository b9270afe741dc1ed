#include "Audio/AudioTestTools.h"
#include "CommandLine/Program.h"

#include <catch2/catch.hpp>

using namespace programtest;
using audiotest::TemporaryFolder;
using Catch::Matchers::Contains;

namespace
{
struct Mistake
{
    Arguments options;
    std::string sentence; // a part of what must be said
};

/** Each is refused with exit code 2 and nothing is written. */
void checkAreRefused (const std::vector<Mistake>& mistakes, bool inOneSentence)
{
    for (const auto& mistake : mistakes)
    {
        const TemporaryFolder folder;
        Arguments arguments { "generate", "--out", folder.path.string() };
        arguments.insert (arguments.end(), mistake.options.begin(), mistake.options.end());
        const auto result = runWithTinyModel (arguments);

        CAPTURE (mistake.sentence, result.err);
        CHECK (result.exitCode == 2);
        CHECK (result.out.empty());
        CHECK_THAT (result.err, Contains (mistake.sentence));
        CHECK (isOneSentence (result.err) == inOneSentence);
        CHECK (linesOf (result.err).size() <= 2);
        CHECK (filesBelow (folder.path).empty());
    }
}
} // namespace

TEST_CASE ("the version and the help go to standard output")
{
    const auto version = run ({ "--version" }), help = run ({ "generate", "--help" });
    CHECK (version.exitCode == 0);
    CHECK (version.out.find ('.') != std::string::npos);
    CHECK (help.exitCode == 0);
    CHECK_THAT (help.out, Contains ("--class") && Contains ("--sampler") && Contains ("dpmpp-2m"));
    CHECK ((version.err + help.err).empty());
}

TEST_CASE ("an unknown name is refused with the nearest one that is known")
{
    checkAreRefused ({ { { "--class", "snair" }, "Unknown class \"snair\": did you mean \"snare\"?" },
                       { { "--sampler", "dpmp-2m" }, "did you mean \"dpmpp-2m\"?" },
                       { { "--process", "vp-cosin" }, "did you mean \"vp-cosine\"?" },
                       { { "--levels", "kerras" }, "did you mean \"karras\"?" },
                       { { "--format", "wav" }, "Unknown sound format \"wav\": did you mean \"wav16\"?" },
                       { { "--device", "cpuu" }, "did you mean \"cpu\"?" } },
                     true);
}

TEST_CASE ("a number that is out of range is refused with its range")
{
    checkAreRefused ({ { { "--steps", "0" }, "The number of steps must lie between 1 and 1000, not 0." },
                       { { "--rate", "10" }, "between 1000 and 384000 Hz, not 10." },
                       { { "--length", "100" }, "between 0.02 and 3, not 100." },
                       { { "--guidance", "nan" }, "Guidance must lie between -10 and 20" },
                       { { "--seed", "-1" }, "The seed must be a whole number" },
                       { { "--eta", "2" }, "Eta must lie between 0 and 1" } },
                     true);
}

TEST_CASE ("a --class that cannot be read is refused with the form that can")
{
    checkAreRefused ({ { { "--class", "kick:" }, "kick:0.7,tom:0.3" }, { { "--class", "kick:-1" }, "weights above 0" } },
                     true);
}

TEST_CASE ("what the command line itself cannot read is refused with a hint at the help")
{
    checkAreRefused ({ { { "--bogus" }, "--bogus" },
                       { { "--steps", "many" }, "--steps" },
                       { { "--count", "0" }, "--count" },
                       { { "--within", "2s", "--steps", "5" }, "--within" } },
                     false);
}

TEST_CASE ("no command, an unknown one and one that lacks what it needs are wrong usage")
{
    for (const auto& arguments : { Arguments {}, Arguments { "make" }, Arguments { "plot", "a.wav" } })
    {
        const auto result = run (arguments);
        CAPTURE (result.err);
        CHECK (result.exitCode == 2);
        CHECK (result.out.empty());
        CHECK_THAT (result.err, Contains ("--help"));
    }
}
