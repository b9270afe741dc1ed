#include "Audio/AudioTestTools.h"
#include "UserSettings.h"

#include <catch2/catch.hpp>

using namespace stochastick;
using audiotest::TemporaryFolder;

TEST_CASE ("what a person chose for all projects is there at the next start, whoever else wrote meanwhile")
{
    const TemporaryFolder folder;
    const auto file = folder.path / "new" / "settings.json";
    const UserSettings one (file), other (file);
    CHECK (one.read() == UserChoices {});

    CHECK (one.change ([] (UserChoices& choices) { choices.engine = { "cpu", 3 }; }).empty());
    CHECK (other.change ([] (UserChoices& choices) { choices.windowWidth = 1000; }).empty());
    CHECK (UserSettings (file).read() == UserChoices { { "cpu", 3 }, 1000, 0 });
}

TEST_CASE (
    "settings that are damaged, or of values that there are not, are the usual ones, and strange ones stay in the file")
{
    const TemporaryFolder folder;
    const auto file = folder.path / "settings.json";

    constexpr std::size_t depth = 300000;
    const auto deep = "{\"device\":" + std::string (depth, '[') + std::string (depth, ']') + '}';

    for (const std::string& content :
         { std::string(), std::string ("[1]"), std::string ("{\"device\":"), deep,
           std::string (R"({"device": "abacus", "threads": "two", "windowWidth": 1e99, "windowHeight": null})"),
           std::string (R"({"threads": 4294967297, "windowWidth": 4294967297})") })
    {
        audiotest::writeBytes (file, content);
        CHECK (UserSettings (file).read() == UserChoices {});
    }

    audiotest::writeBytes (file, R"({"ofANewerVersion": [1, 2], "threads": -7})");
    CHECK (UserSettings (file).read().engine.threads == 0);
    UserSettings (file).change ([] (UserChoices& choices) { choices.engine.device = "cuda"; });
    CHECK (audiotest::contentOf (file).find ("ofANewerVersion") != std::string::npos);
    CHECK (UserSettings (file).read().engine.device == "cuda");
}

TEST_CASE ("settings that cannot be stored say so, and those without a file are forgotten")
{
    const TemporaryFolder folder;
    audiotest::writeBytes (folder.path / "file", "");
    const auto wide = [] (UserChoices& choices) { choices.windowWidth = 1000; };
    CHECK_FALSE (UserSettings (folder.path / "file" / "settings.json").change (wide).empty());
    CHECK (UserSettings().change (wide).empty());
    CHECK (UserSettings().read() == UserChoices {});
}

TEST_CASE ("a folder in the place of the settings is as if there were none")
{
    const TemporaryFolder folder;
    CHECK (UserSettings (folder.path).read() == UserChoices {});
}
