#include "Audio/AudioTestTools.h"
#include "Audio/SoundFile.h"
#include "CommandLine/Program.h"
#include "Doubles/TinyModel.h"
#include "Engine/Sound.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace stochastick;
using namespace programtest;
using audiotest::TemporaryFolder;
using Catch::Matchers::Contains;
using nlohmann::json;

namespace
{
std::string infoOf (const std::filesystem::path& path)
{
    const auto result = run ({ "info", path.string() });
    CHECK (result.exitCode == 0);
    CHECK (result.err.empty());
    return result.out;
}

json jsonOf (const std::filesystem::path& path)
{
    const auto result = run ({ "info", "--json", path.string() });
    CHECK (result.exitCode == 0);
    CHECK (result.err.empty());
    return json::parse (result.out);
}
} // namespace

TEST_CASE ("info describes a model by its folder or its file, as text and as JSON")
{
    const auto weights = test::tinyModel() / "weights.safetensors";
    const auto text = infoOf (test::tinyModel());
    CHECK_THAT (text, Contains ("kind: model\n") && Contains ("licence: CC0-1.0\n") && Contains ("  sample_rate: 44100\n"));
    CHECK_THAT (text, Contains (weights.string()));

    const auto described = jsonOf (weights);
    CHECK (described.at ("kind") == "model");
    CHECK (described.at ("bytes") == std::filesystem::file_size (weights));
    CHECK (described.at ("about").at ("classes").size() == 9);
    CHECK (described.at ("about").at ("length") == test::tinyModelLength);
}

TEST_CASE ("info describes a sound of ours with its recipe, as text and as JSON")
{
    const TemporaryFolder folder;
    const auto file = folder.path / "a.wav";
    Sound sound { audiotest::sine (1000.0, 0.5), {}, 1 };
    sound.recipe.seed = 12345;
    exportSound (file, sound, SoundFormat::wav24);

    CHECK_THAT (infoOf (file), Contains ("kind: sound\n") && Contains ("seconds: 0.5\n") && Contains ("recipe:\n")
                                   && Contains ("  seed: 12345\n"));

    const auto described = jsonOf (file);
    CHECK (described.at ("kind") == "sound");
    CHECK (described.at ("sample_rate") == 44100);
    CHECK (described.at ("peak_db") == Approx (-6.02).margin (0.01));
    CHECK (described.at ("brightness_hz") == Approx (1000.0).epsilon (0.05));
    CHECK (recipeFromJson (described.at ("recipe").dump()) == sound.recipe);
}

TEST_CASE ("info describes a sound of another program, without a recipe")
{
    const TemporaryFolder folder;
    const auto file = folder.path / "a.wav";
    writeSoundFile (file, audiotest::sine (100.0, 0.1, 48000), SoundFormat::wav16, "a good kick");

    const auto described = jsonOf (file);
    CHECK (described.at ("sample_rate") == 48000);
    CHECK (described.at ("recipe").is_null());
}
