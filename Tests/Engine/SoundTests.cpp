#include "Engine/Sound.h"

#include "Audio/AudioTestTools.h"
#include "Audio/SoundFile.h"

#include <catch2/catch.hpp>

using namespace stochastick;
using audiotest::sentenceOf;
using audiotest::TemporaryFolder;
using Catch::Matchers::Contains;

namespace
{
Sound soundWithRecipe()
{
    Sound sound { audiotest::sine (220.0, 0.25), {}, 15 };
    sound.recipe.model = "drums – тест";
    sound.recipe.weightHash = "0123456789abcdef";
    sound.recipe.classes = { { "kick", 1.0 / 3.0 }, { "tom", 0.1 } };
    sound.recipe.seed = ~std::uint64_t {};
    return sound;
}
} // namespace

TEST_CASE ("an exported sound carries its recipe byte by byte in every format and at every sample rate")
{
    const TemporaryFolder folder;
    const auto sound = soundWithRecipe();

    for (const auto format : allSoundFormats())
    {
        for (const auto rate : { 0, 44100, 48000, 8000 })
        {
            CAPTURE (keyOf (format), rate);
            const auto file = folder.path / ("a" + extensionOf (format));
            exportSound (file, sound, format, rate);
            const auto back = readSoundFile (file);

            CHECK (readComment (file) == toJson (sound.recipe));
            CHECK (readRecipe (file) == sound.recipe);
            CHECK (back.sampleRate == (rate == 0 ? 44100 : rate));
            CHECK (back.seconds() == Approx (0.25).margin (1e-3));
        }
    }
}

TEST_CASE ("a float export at the sound's own rate changes no sample")
{
    const TemporaryFolder folder;
    const auto sound = soundWithRecipe();
    exportSound (folder.path / "a.wav", sound, SoundFormat::wav32f);
    CHECK (readSoundFile (folder.path / "a.wav").samples == sound.audio.samples);
}

TEST_CASE ("a recipe is read from a .json file, too")
{
    const TemporaryFolder folder;
    const auto recipe = soundWithRecipe().recipe;
    audiotest::writeBytes (folder.path / "recipe.json", toJson (recipe));
    CHECK (readRecipe (folder.path / "recipe.json") == recipe);
}

TEST_CASE ("a sound of another program has no recipe, and the sentence says so")
{
    const TemporaryFolder folder;
    const auto file = folder.path / "foreign.wav";
    writeSoundFile (file, audiotest::noise (100), SoundFormat::wav16);
    CHECK_THAT (sentenceOf ([&] { readRecipe (file); }), Contains ("no recipe in") && Contains ("foreign.wav"));

    writeSoundFile (file, audiotest::noise (100), SoundFormat::wav16, "a good kick");
    CHECK_THAT (sentenceOf ([&] { readRecipe (file); }), Contains ("foreign.wav") && Contains ("not a recipe"));
}

TEST_CASE ("a file that is neither sound nor recipe is refused by name")
{
    const TemporaryFolder folder;
    audiotest::writeBytes (folder.path / "notes.txt", "a good kick");
    audiotest::writeBytes (folder.path / "notes.json", "a good kick");
    audiotest::writeBytes (folder.path / "empty.json", "");
    std::filesystem::create_directories (folder.path / "folder");
    std::filesystem::create_directories (folder.path / "folder.json");

    for (const std::string name :
         { "notes.txt", "notes.json", "empty.json", "missing.json", "missing.wav", "folder", "folder.json" })
    {
        CAPTURE (name);
        CHECK_THAT (sentenceOf ([&] { readRecipe (folder.path / name); }), Contains (name));
    }
}

TEST_CASE ("an export that fails leaves nothing behind")
{
    const TemporaryFolder folder;
    auto sound = soundWithRecipe();
    sound.audio.samples[7] = HUGE_VALF;

    CHECK_THAT (sentenceOf ([&] { exportSound (folder.path / "a.wav", sound, SoundFormat::wav24); }), Contains ("a.wav"));
    CHECK_THAT (sentenceOf ([&] { exportSound (folder.path / "missing" / "a.wav", soundWithRecipe(), SoundFormat::wav24); }),
                Contains ("missing"));
    CHECK (folder.fileCount() == 0);
}
