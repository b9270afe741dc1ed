#include "Audio/AudioTestTools.h"
#include "CommandLine/Program.h"
#include "Diffusion/SamplerTable.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace stochastick;
using namespace programtest;
using audiotest::contentOf;
using audiotest::TemporaryFolder;
using Catch::Matchers::Contains;
using Names = std::vector<std::string>;

namespace
{
/** The least that can be measured. */
Arguments tableIn (const std::filesystem::path& folder)
{
    return { "samplers", "--table", "--steps",           "15", "--sounds", "1",
             "--draws",  "100",     "--reference-steps", "2",  "--out",    folder.string() };
}

bool isPng (const std::filesystem::path& file)
{
    return contentOf (file).rfind ("\x89PNG", 0) == 0;
}
} // namespace

TEST_CASE ("samplers lists every sampler with its kind, order, calls and controls")
{
    const auto result = run ({ "samplers" });
    CHECK (result.exitCode == 0);
    CHECK (result.err.empty());
    const auto lines = linesOf (result.out);
    REQUIRE (lines.size() == allSamplers().size() + 1);

    for (std::size_t i = 0; i < allSamplers().size(); ++i)
    {
        const auto& info = allSamplers()[i];
        CAPTURE (lines[i + 1]);
        CHECK (lines[i + 1].rfind (info.key + ' ', 0) == 0);
        CHECK_THAT (lines[i + 1], Contains (info.nature() + ' ') && Contains (info.name));
        CHECK_THAT (lines[i + 1], Contains (' ' + std::to_string (info.callsPerMove) + "  "));
        CHECK_THAT (lines[i + 1], Contains (info.order > 0 ? ' ' + std::to_string (info.order) + ' ' : " - "));

        for (const auto control : info.controls)
            CHECK_THAT (lines[i + 1], Contains (controlOf (control).key));
    }
}

TEST_CASE ("samplers --json lists the same for programs")
{
    const auto result = run ({ "samplers", "--json" });
    CHECK (result.exitCode == 0);
    const auto list = nlohmann::json::parse (result.out);
    REQUIRE (list.size() == allSamplers().size());

    for (std::size_t i = 0; i < list.size(); ++i)
    {
        const auto& info = allSamplers()[i];
        const auto& row = list[i];
        CHECK (row.at ("key") == info.key);
        CHECK (row.at ("name") == info.name);
        CHECK (row.at ("kind") == info.nature());
        CHECK (row.at ("order") == info.order);
        CHECK (row.at ("calls_per_step") == info.callsPerMove);
        REQUIRE (row.at ("controls").size() == info.controls.size());

        for (std::size_t j = 0; j < info.controls.size(); ++j)
            CHECK (row.at ("controls").at (j) == controlOf (info.controls[j]).key);
    }
}

TEST_CASE ("samplers --table writes a page with every sampler and two pictures")
{
    const TemporaryFolder folder;
    auto arguments = tableIn (folder.path / "new");
    arguments.push_back ("--json");
    const auto result = runWithTinyModel (arguments);
    CAPTURE (result.err);
    REQUIRE (result.exitCode == 0);
    CHECK (filesBelow (folder.path / "new") == Names { "samplers-analytic.png", "samplers-model.png", "samplers.md" });
    CHECK (linesOf (result.err) == Names { (folder.path / "new" / "samplers.md").string() });
    CHECK (isPng (folder.path / "new" / "samplers-analytic.png"));
    CHECK (isPng (folder.path / "new" / "samplers-model.png"));

    const auto page = contentOf (folder.path / "new" / "samplers.md");
    CHECK_THAT (page, Contains ("On the model `tiny`, CPU") && Contains ("samplers-model.png")
                          && Contains ("samplers-analytic.png") && ! Contains ("nan"));

    for (const auto& info : allSamplers())
        CHECK_THAT (page, Contains ("| `" + info.key + "` |"));

    const auto study = nlohmann::json::parse (result.out);
    CHECK (study.at ("model") == "tiny");
    CHECK (study.at ("samplers").size() == 24 + 2 * 4); // two adaptive ones with four tolerances
    CHECK (study.at ("samplers").at (0).at ("flow_error").is_number());

    for (const auto& row : study.at ("samplers"))
        CHECK (row.at ("model_error").is_null()
               == infoOf (samplerFromKey (row.at ("sampler").get<std::string>())).stochastic);
}

TEST_CASE ("a table for a folder that cannot be written to is refused in a sentence")
{
    auto arguments = tableIn ("/proc"); // not even root can write there
    arguments[3] = "2";
    const auto refused = runWithTinyModel (arguments);
    CHECK (refused.exitCode == 1);
    CHECK (isOneSentence (refused.err));
    CHECK_THAT (refused.err, Contains ("Cannot write \"/proc/samplers"));
}

TEST_CASE ("a table that meets a full disk leaves nothing behind")
{
    const TemporaryFolder folder;
    auto arguments = tableIn (folder.path / "out");
    arguments[3] = "2";
    Settings fullDisk;
    fullDisk.largestFileBytes = 1500;
    const auto refused = runWithTinyModel (arguments, fullDisk);
    CHECK (refused.exitCode == 1);
    CHECK (isOneSentence (refused.err));
    CHECK (filesBelow (folder.path).empty());
}

TEST_CASE ("numbers that a table cannot use are refused with exit code 2")
{
    const TemporaryFolder folder;

    for (const auto& [option, value] : { std::pair { "--sounds", "0" }, { "--steps", "two" } })
    {
        CAPTURE (option);
        const auto result = run ({ "samplers", "--table", "--out", (folder.path / "out").string(), option, value });
        CHECK (result.exitCode == 2);
        CHECK_THAT (result.err, Contains (option));
    }

    CHECK (filesBelow (folder.path).empty());
}
