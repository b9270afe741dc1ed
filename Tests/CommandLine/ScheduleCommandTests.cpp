#include "Audio/AudioTestTools.h"
#include "CommandLine/Program.h"
#include "Doubles/TinyModel.h"
#include "Engine/Sound.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace stochastick;
using namespace programtest;
using audiotest::contentOf;
using audiotest::TemporaryFolder;
using Catch::Matchers::Contains;
using Names = std::vector<std::string>;
namespace fs = std::filesystem;

namespace
{
/** A tiny model of its own, which gets learned levels. */
struct Folder : TemporaryFolder
{
    Folder() { test::writeTinyModel (model); }

    const fs::path model = path / "model";
    const fs::path levels = model / "levels.safetensors";

    Result schedule (Arguments more = {}) const
    {
        Arguments arguments { "schedule",     "--sounds", "1",   "--grid",    "8", "--model",
                              model.string(), "--device", "cpu", "--threads", "1" };
        arguments.insert (arguments.end(), more.begin(), more.end());
        return run (arguments);
    }

    Result generate (const std::string& out, Arguments more) const
    {
        Arguments arguments { "generate", "--model", model.string(), "--out", (path / out).string() };
        arguments.insert (arguments.end(), more.begin(), more.end());
        return runWithTinyModel (arguments);
    }
};
} // namespace

TEST_CASE ("schedule writes the learned levels beside the weights, and generate makes sounds that can be made again")
{
    const Folder folder;
    const auto learned = folder.schedule ({ "--json" });
    CAPTURE (learned.err);
    REQUIRE (learned.exitCode == 0);
    CHECK (linesOf (learned.err) == Names { folder.levels.string() });
    CHECK (filesBelow (folder.model) == Names { "levels.safetensors", "weights.safetensors" });
    const auto description = nlohmann::json::parse (learned.out);
    CHECK (description.at ("sounds") == 9);
    CHECK (description.at ("paths").size() == 2);

    const auto made =
        folder.generate ("first", { "--levels", "learned-error", "--steps", "5", "--seed", "1", "--length", "0.05" });
    CAPTURE (made.err);
    REQUIRE (made.exitCode == 0);
    const auto recipe = readRecipe (folder.path / "first" / "kick-1.wav");
    CHECK (recipe.levels.spacing == LevelSpacing::list);
    CHECK (recipe.steps == 5);
    CHECK (recipe.levels.list == description.at ("paths").at (1).at ("ratios").get<std::vector<double>>());
    CHECK (description.at ("weight_hash") == recipe.weightHash);

    fs::remove (folder.levels); // the recipe needs them no more
    const auto again = runWithTinyModel ({ "again", (folder.path / "first" / "kick-1.wav").string(), "--model",
                                           folder.model.string(), "--out", (folder.path / "again").string() });
    CAPTURE (again.err);
    REQUIRE (again.exitCode == 0);
    CHECK (contentOf (folder.path / "again" / "kick-1-again.wav") == contentOf (folder.path / "first" / "kick-1.wav"));
}

TEST_CASE ("schedule does not replace levels that are there, but with --overwrite, and names each path for people")
{
    const Folder folder;
    audiotest::writeBytes (folder.levels, "levels of before");
    const auto refused = folder.schedule();
    CHECK (refused.exitCode == 1);
    CHECK (isOneSentence (refused.err));
    CHECK_THAT (refused.err, Contains (folder.levels.string()) && Contains ("--overwrite"));
    CHECK (contentOf (folder.levels) == "levels of before");

    const auto replaced = folder.schedule ({ "--overwrite" });
    CHECK (replaced.exitCode == 0);
    CHECK (contentOf (folder.levels).find ("move_error") != std::string::npos);
    const auto lines = linesOf (replaced.out);
    REQUIRE (lines.size() == 2);
    CHECK (lines[0].rfind ("learned-elbo    5: 40 ", 0) == 0);
    CHECK (lines[1].rfind ("learned-error   5: 40 ", 0) == 0);
}

TEST_CASE ("without learned levels the sentence names the command that makes them")
{
    const TemporaryFolder folder;

    const auto result =
        runWithTinyModel ({ "generate", "--levels", "learned-elbo", "--out", (folder.path / "out").string() });
    CHECK (result.exitCode == 1);
    CHECK (isOneSentence (result.err));
    CHECK_THAT (result.err, Contains ("stochastick schedule"));

    CHECK (filesBelow (folder.path).empty());
}

TEST_CASE ("more steps than learned levels, a missing folder of sounds and one that cannot be made leave nothing behind")
{
    const Folder folder;
    const auto missing = folder.schedule ({ "--data", (folder.path / "none").string() });
    CHECK (missing.exitCode == 1);
    CHECK (isOneSentence (missing.err));

    const auto elsewhere = folder.schedule ({ "--out", (folder.model / "weights.safetensors" / "levels").string() });
    CHECK (elsewhere.exitCode == 1);
    CHECK (isOneSentence (elsewhere.err));
    CHECK (filesBelow (folder.path) == Names { "model/weights.safetensors" });

    REQUIRE (folder.schedule ({ "--out", (folder.path / "other").string() }).exitCode == 0);
    CHECK (filesBelow (folder.path) == Names { "model/weights.safetensors", "other/levels.safetensors" });
    fs::copy (folder.path / "other" / "levels.safetensors", folder.levels);
    const auto tooMany = folder.generate ("out", { "--levels", "learned-error", "--steps", "9" });
    CHECK (tooMany.exitCode == 2);
    CHECK_THAT (tooMany.err, Contains ("1 to 8 steps, not 9"));
    CHECK_FALSE (fs::exists (folder.path / "out"));
}
