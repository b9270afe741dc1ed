#include "Audio/AudioTestTools.h"
#include "CommandLine/Program.h"
#include "Engine/Sound.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace stochastick;
using namespace programtest;
using audiotest::contentOf;
using audiotest::TemporaryFolder;
using Catch::Matchers::Contains;

namespace
{
struct Made
{
    Recipe recipe;
    std::string bytes, err;
    int networkCalls = 0;
};

Result generateIn (const TemporaryFolder& folder, const Arguments& more)
{
    Arguments arguments { "generate", "--seed", "1", "--length", "0.05", "--json", "--out", (folder.path / "out").string() };
    arguments.insert (arguments.end(), more.begin(), more.end());
    return runWithTinyModel (arguments);
}

Made makeWith (const Arguments& more)
{
    const TemporaryFolder folder;
    const auto result = generateIn (folder, more);
    CAPTURE (result.err);
    REQUIRE (result.exitCode == 0);
    const auto file = folder.path / "out" / "kick-1.wav";
    const auto sound = nlohmann::json::parse (result.out).at ("sounds").at (0);
    auto bytes = contentOf (file);
    return { readRecipe (file), bytes.substr (bytes.size() - 1000), result.err, sound.at ("network_calls").get<int>() };
}

void checkRefused (const Arguments& more, const std::string& sentence)
{
    const TemporaryFolder folder;
    const auto result = generateIn (folder, more);
    CAPTURE (sentence, result.err);
    CHECK (result.exitCode == 2);
    CHECK (isOneSentence (result.err));
    CHECK_THAT (result.err, Contains (sentence));
    CHECK (filesBelow (folder.path).empty());
}
} // namespace

TEST_CASE ("noise levels that are written down are used as they are, stored, and made again from the recipe")
{
    const TemporaryFolder folder;
    const auto made = generateIn (folder, { "--levels", "40,10,1,.1" });
    REQUIRE (made.exitCode == 0);
    const auto file = folder.path / "out" / "kick-1.wav";
    const auto recipe = readRecipe (file);
    CHECK (recipe.levels == LevelPlan { LevelSpacing::list, 7.0, { 40.0, 10.0, 1.0, 0.1 } });
    CHECK (recipe.steps == 4);
    CHECK (nlohmann::json::parse (made.out).at ("sounds").at (0).at ("network_calls") == 4);

    const auto again = runWithTinyModel ({ "again", file.string(), "--out", (folder.path / "again").string() });
    REQUIRE (again.exitCode == 0);
    CHECK (contentOf (folder.path / "again" / "kick-1-again.wav") == contentOf (file));
}

TEST_CASE ("noise levels that are no decreasing list of numbers are refused")
{
    checkRefused ({ "--levels", "40,abc" }, "Cannot read the noise level \"abc\"");
    checkRefused ({ "--levels", "1,40" }, "must decrease");
    checkRefused ({ "--levels", "10,0" }, "must decrease and stay above 0");
    checkRefused ({ "--levels", "list" }, "");
}

TEST_CASE ("an adaptive run that reaches its maximum of calls says so and still gives a sound")
{
    const auto cut = makeWith ({ "--sampler", "rk45", "--maximum-calls", "20" });
    CHECK_THAT (cut.err, Contains ("--maximum-calls") && Contains ("network calls"));
    CHECK (linesOf (cut.err).size() == 1);
    CHECK (cut.networkCalls <= 20);
    CHECK (cut.recipe.controls.maximumCalls == 20.0);

    const auto whole = makeWith ({ "--sampler", "rk45", "--tolerance", "0.3" });
    CHECK (whole.err.empty());
    CHECK (whole.networkCalls > 20);
}

TEST_CASE ("every control of a sampler reaches the recipe, with a dash in its option")
{
    const auto made = makeWith ({ "--sampler", "ddim", "--eta", "0.5", "--tolerance", "0.25", "--absolute-tolerance",
                                  "0.125", "--maximum-calls", "400", "--churn", "1.5", "--corrector-snr", "0.3" });
    CHECK (made.recipe.controls == SamplerControls { 0.5, 0.25, 0.125, 400.0, 1.5, 0.3 });
    checkRefused ({ "--eta", "2" }, "Eta must lie between 0 and 1, not 2.");
    checkRefused ({ "--maximum-calls", "15" }, "The maximum of network calls must be a whole number between 16");
}

TEST_CASE ("estimates are limited as asked for, and the recipe says how")
{
    const auto plain = makeWith ({});
    const auto clipped = makeWith ({ "--threshold", "clip", "--threshold-limit", "0.05" });
    const auto dynamic =
        makeWith ({ "--threshold", "dynamic", "--threshold-limit", "0.05", "--threshold-percentile", "90" });

    CHECK (plain.recipe.threshold == Thresholding {});
    CHECK (clipped.recipe.threshold == Thresholding { ThresholdKind::clip, 0.05, 99.5 });
    CHECK (dynamic.recipe.threshold == Thresholding { ThresholdKind::dynamic, 0.05, 90.0 });
    CHECK (clipped.bytes != plain.bytes);
    CHECK (dynamic.bytes != plain.bytes);
    CHECK (dynamic.bytes != clipped.bytes);

    checkRefused ({ "--threshold", "clipp" }, "did you mean \"clip\"?");
    checkRefused ({ "--threshold-percentile", "101" }, "percentile must lie between 50 and 100");
}

TEST_CASE ("the numbers of processes and levels reach the recipe, and their ranges are kept")
{
    const auto made = makeWith ({ "--process", "generalised-sub-vp", "--process-gamma", "1.25", "--process-eta", "0.75",
                                  "--levels", "karras", "--karras-exponent", "3", "--steps", "3" });
    CHECK (made.recipe.process == ProcessSpec { ProcessKind::generalisedSubVp, 1.25, 0.75 });
    CHECK (made.recipe.levels == LevelPlan { LevelSpacing::karras, 3.0, {} });

    checkRefused ({ "--karras-exponent", "0.5" }, "exponent of the Karras levels must lie between 1 and 20");
    checkRefused ({ "--sampler", "dpmp-2m" }, "did you mean \"dpmpp-2m\"?");
}
