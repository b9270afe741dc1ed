#include "Audio/AudioTestTools.h"
#include "Doubles/EnvironmentVariable.h"
#include "Engine/Generator.h"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace stochastick;
using audiotest::sentenceOf;
using audiotest::TemporaryFolder;
using Variable = test::EnvironmentVariable;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace
{
constexpr auto modelsVariable = "STOCHASTICK_MODELS", dataVariable = "XDG_DATA_HOME";

/** An empty file is enough: locating reads nothing. */
fs::path addModel (const fs::path& folder)
{
    fs::create_directories (folder);
    audiotest::writeBytes (folder / "weights.safetensors", "");
    return folder / "weights.safetensors";
}
} // namespace

TEST_CASE ("a model is found by its folder and by its file")
{
    const TemporaryFolder folder;
    const auto weights = addModel (folder.path / "mine");
    audiotest::writeBytes (folder.path / "other.safetensors", "");

    CHECK (fs::equivalent (findModel ((folder.path / "mine").string()), weights));
    CHECK (fs::equivalent (findModel ((folder.path / "mine").string() + '/'), weights));
    CHECK (fs::equivalent (findModel (weights.string()), weights));
    CHECK (findModel ((folder.path / "other.safetensors").string()) == folder.path / "other.safetensors");
}

TEST_CASE ("a model is found by its name in the folder that STOCHASTICK_MODELS names")
{
    const TemporaryFolder folder;
    const Variable variable (modelsVariable, folder.path.string());
    const auto weights = addModel (folder.path / "a-name-of-no-other-model");
    CHECK (findModel ("a-name-of-no-other-model") == weights);
}

TEST_CASE ("no name means the default model")
{
    const TemporaryFolder folder;
    const Variable variable (modelsVariable, folder.path.string());
    const auto weights = addModel (folder.path / defaultModelName);
    CHECK (findModel ("") == weights);
}

TEST_CASE ("a model that is nowhere gives a sentence with its name and all places that were looked at")
{
    const TemporaryFolder folder;
    const Variable variable (modelsVariable, folder.path.string());
    const auto program = fs::read_symlink ("/proc/self/exe").parent_path();
    const auto sentence = sentenceOf ([] { findModel ("a-name-of-no-model"); });

    CHECK_THAT (sentence, Contains ("\"a-name-of-no-model\"") && Contains (folder.path.string())
                              && Contains ((program / "Models").string()));
    CHECK_THAT (sentence, Contains ((program.parent_path() / "share" / "stochastick" / "Models").string())
                              && Contains ((program.parent_path() / "Resources" / "Models").string()));
}

TEST_CASE ("a model is found by its name in the person's data folder")
{
    const TemporaryFolder folder;
    const auto weights = addModel (folder.path / "Stochastick" / "Models" / "a-name-of-no-other-model");
    const Variable variable (dataVariable, folder.path.string());
    CHECK (findModel ("a-name-of-no-other-model") == weights);
}

TEST_CASE ("the person's data folder is .local/share in the home where no absolute path is named")
{
    const TemporaryFolder folder;
    const Variable data (dataVariable, "relative"), home ("HOME", folder.path.string());
    const auto weights = addModel (folder.path / ".local" / "share" / "Stochastick" / "Models" / "a-name-of-no-other-model");
    CHECK (findModel ("a-name-of-no-other-model") == weights);
}

TEST_CASE ("the folder that STOCHASTICK_MODELS names comes before the person's data folder")
{
    const TemporaryFolder named, data;
    const Variable first (modelsVariable, named.path.string()), second (dataVariable, data.path.string());
    addModel (data.path / "Stochastick" / "Models" / "a-name-of-no-other-model");
    const auto weights = addModel (named.path / "a-name-of-no-other-model");
    CHECK (findModel ("a-name-of-no-other-model") == weights);
}

TEST_CASE ("models are listed once each, the default one first, as soon as their weights lie there")
{
    const TemporaryFolder named, data;
    const Variable first (modelsVariable, named.path.string()), second (dataVariable, data.path.string());
    const auto mine = data.path / "Stochastick" / "Models";
    const auto isListed = [] (const std::string& name) {
        const auto names = listModels();
        return std::count (names.begin(), names.end(), name);
    };
    addModel (named.path / defaultModelName);
    addModel (named.path / "a-name-of-no-other-model");
    addModel (mine / "a-name-of-no-other-model");
    fs::create_directories (mine / "a-model-in-the-making");

    CHECK (listModels().front() == defaultModelName);
    CHECK (isListed (defaultModelName) == 1);
    CHECK (isListed ("a-name-of-no-other-model") == 1);
    CHECK (isListed ("a-model-in-the-making") == 0);
    addModel (mine / "a-model-in-the-making");
    CHECK (isListed ("a-model-in-the-making") == 1);
}

TEST_CASE ("a folder without weights is no model")
{
    const TemporaryFolder folder;
    CHECK_THAT (sentenceOf ([&] { findModel (folder.path.string()); }),
                Contains ("There is no model") && Contains (folder.path.string()));
}
