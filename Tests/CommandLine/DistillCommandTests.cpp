#include "Audio/AudioTestTools.h"
#include "CommandLine/Program.h"
#include "Doubles/TinyModel.h"
#include "Network/ModelInfo.h"
#include "Training/DrumFolder.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace stochastick;
using namespace programtest;
using audiotest::TemporaryFolder;
using Catch::Matchers::Contains;

TEST_CASE ("distill leaves a model that makes sounds in its few steps, and will not teach from it")
{
    const TemporaryFolder folder;
    const auto data = (folder.path / "data").string(), out = (folder.path / "draft").string();
    trainingtest::writeDrums (data, 2, 1);
    const auto distil = [&] (const std::string& teacher, const std::string& to) {
        return run ({ "distill", "--data", data, "--model", teacher, "--out", to, "--steps", "3", "--moves", "2",
                      "--minutes", "0.02", "--batch", "2", "--threads", "1", "--device", "cpu" });
    };
    const auto result = distil (test::tinyModel().string(), out);
    CAPTURE (result.err);
    REQUIRE (result.exitCode == 0);
    CHECK_THAT (result.err, Contains ("in 3 steps"));
    CHECK (readModelInfo (out).distilled->levels.size() == 3);

    const auto again = distil (out, (folder.path / "other").string());
    CHECK (again.exitCode == 1);
    CHECK_THAT (again.err, Contains ("distilled already"));

    const auto made = run ({ "generate", "--model", out, "--class", "kick", "--seed", "1", "--out",
                             (folder.path / "kicks").string(), "--json", "--device", "cpu" });
    CAPTURE (made.err);
    REQUIRE (made.exitCode == 0);
    const auto json = nlohmann::json::parse (made.out).dump();
    CHECK_THAT (json, Contains ("\"steps\":3") && Contains ("\"ddim\""));

    const auto own = run ({ "generate", "--model", out, "--class", "kick", "--seed", "1", "--steps", "5", "--out",
                            (folder.path / "own").string(), "--json", "--device", "cpu" });
    REQUIRE (own.exitCode == 0);
    CHECK_THAT (nlohmann::json::parse (own.out).dump(), Contains ("\"steps\":5") && Contains ("\"dpmpp-3m-damped\""));
}
