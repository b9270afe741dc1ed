#include "Audio/AudioTestTools.h"
#include "Engine/Generator.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <optional>

using namespace stochastick;
using audiotest::sentenceOf;
using audiotest::TemporaryFolder;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace
{
/** $STOCHASTICK_MODELS for the lifetime of the object. */
class ModelsVariable
{
public:
    explicit ModelsVariable (const fs::path& folder) { ::setenv (name, folder.c_str(), 1); }
    ~ModelsVariable() { before ? ::setenv (name, before->c_str(), 1) : ::unsetenv (name); }
    ModelsVariable (const ModelsVariable&) = delete;
    ModelsVariable& operator= (const ModelsVariable&) = delete;

private:
    static constexpr auto name = "STOCHASTICK_MODELS";
    const std::optional<std::string> before =
        std::getenv (name) != nullptr ? std::optional<std::string> (std::getenv (name)) : std::nullopt;
};

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
    const ModelsVariable variable (folder.path);
    const auto weights = addModel (folder.path / "a-name-of-no-other-model");
    CHECK (findModel ("a-name-of-no-other-model") == weights);
}

TEST_CASE ("no name means the default model")
{
    const TemporaryFolder folder;
    const ModelsVariable variable (folder.path);
    const auto weights = addModel (folder.path / defaultModelName);
    CHECK (findModel ("") == weights);
}

TEST_CASE ("a model that is nowhere gives a sentence with its name and all places that were looked at")
{
    const TemporaryFolder folder;
    const ModelsVariable variable (folder.path);
    const auto program = fs::read_symlink ("/proc/self/exe").parent_path();
    const auto sentence = sentenceOf ([] { findModel ("a-name-of-no-model"); });

    CHECK_THAT (sentence, Contains ("\"a-name-of-no-model\"") && Contains (folder.path.string())
                              && Contains ((program / "Models").string()));
    CHECK_THAT (sentence, Contains ((program.parent_path() / "share" / "stochastick" / "Models").string()));
}

TEST_CASE ("a folder without weights is no model")
{
    const TemporaryFolder folder;
    CHECK_THAT (sentenceOf ([&] { findModel (folder.path.string()); }),
                Contains ("There is no model") && Contains (folder.path.string()));
}
