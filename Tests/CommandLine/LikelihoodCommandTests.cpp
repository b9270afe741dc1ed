#include "Audio/AudioTestTools.h"
#include "Audio/SoundFile.h"
#include "CommandLine/Program.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <sstream>

using namespace stochastick;
using namespace programtest;
using audiotest::TemporaryFolder;
using Catch::Matchers::Contains;

namespace
{
struct Folder : TemporaryFolder
{
    Folder()
    {
        writeSoundFile (path / "tone.wav", audiotest::sine (200.0, 0.05), SoundFormat::wav16);
        writeSoundFile (path / "hiss.wav", audiotest::noise (2000), SoundFormat::wav16);
        audiotest::writeBytes (path / "text.wav", "a good kick\n");
    }

    std::string file (const std::string& name) const { return (path / name).string(); }
};
} // namespace

TEST_CASE ("likelihood prints nats and bits a sample for every sound, in the order of the sounds")
{
    const Folder folder;
    const auto result =
        runWithTinyModel ({ "likelihood", folder.file ("tone.wav"), folder.file ("hiss.wav"), "--steps", "4" });
    CAPTURE (result.err);
    CHECK (result.exitCode == 0);
    CHECK (result.err.empty());
    const auto lines = linesOf (result.out);
    REQUIRE (lines.size() == 2);

    for (const auto& [line, name] : { std::pair { lines[0], "tone.wav" }, { lines[1], "hiss.wav" } })
    {
        double nats = 0.0, bits = 0.0;
        std::string word;
        std::istringstream text (line);
        CHECK ((text >> nats >> word >> bits));
        CHECK (std::isfinite (nats));
        CHECK (bits == Approx (15.0 - nats / (4096.0 * std::log (2.0))).margin (1e-3)); // of the tiny model's samples
        CHECK_THAT (line, Contains (folder.file (name)));
    }

    CHECK (lines[0].substr (0, 12) != lines[1].substr (0, 12));
}

TEST_CASE ("likelihood --json can be parsed, and depends on class and probes")
{
    const Folder folder;
    const auto natsWith = [&] (Arguments more) {
        Arguments arguments { "likelihood", folder.file ("tone.wav"), "--steps", "3", "--json" };
        arguments.insert (arguments.end(), more.begin(), more.end());
        const auto result = runWithTinyModel (arguments);
        CAPTURE (result.err);
        REQUIRE (result.exitCode == 0);
        const auto json = nlohmann::json::parse (result.out);
        CHECK (json.at ("model") == "tiny");
        REQUIRE (json.at ("sounds").size() == 1);
        CHECK (json.at ("sounds").at (0).at ("file") == folder.file ("tone.wav"));
        CHECK (json.at ("sounds").at (0).at ("bits_per_sample").is_number());
        return json.at ("sounds").at (0).at ("nats").get<double>();
    };

    const auto plain = natsWith ({});
    CHECK (natsWith ({ "--class", "kick" }) != plain);
    CHECK (natsWith ({ "--probes", "2" }) != plain);
}

TEST_CASE ("a sound that cannot be read, an unknown class and wrong numbers are refused in a sentence")
{
    const Folder folder;
    const auto text = runWithTinyModel ({ "likelihood", folder.file ("text.wav") });
    CHECK (text.exitCode == 1);
    CHECK (text.out.empty());
    CHECK (isOneSentence (text.err));
    CHECK_THAT (text.err, Contains (folder.file ("text.wav")));

    const auto unknown = runWithTinyModel ({ "likelihood", folder.file ("tone.wav"), "--class", "snair" });
    CHECK (unknown.exitCode == 2);
    CHECK (isOneSentence (unknown.err));
    CHECK_THAT (unknown.err, Contains ("did you mean \"snare\"?"));

    CHECK (run ({ "likelihood", folder.file ("tone.wav"), "--steps", "1" }).exitCode == 2);
}
