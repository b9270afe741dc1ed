#include "Engine/Kit.h"

#include "Audio/AudioTestTools.h"
#include "Audio/Features.h"
#include "Audio/Shaping.h"
#include "Audio/SoundFile.h"
#include "Network/ModelInfo.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <regex>
#include <set>

using namespace stochastick;
using audiotest::TemporaryFolder;

namespace
{
/** A sine for each pad, lower from pad to pad, so that the toms arrive from high to low. */
std::vector<Sound> soundsFor (const Recipe& base)
{
    std::vector<Sound> sounds;

    for (const auto& recipe : kitRecipes (base, 0.0, {}))
        sounds.push_back ({ audiotest::sine (4000.0 - 200.0 * static_cast<double> (sounds.size()), 0.05), recipe, 15 });

    return sounds;
}

struct Region
{
    std::string sample;
    int key = 0;
    std::string rest;
};

std::vector<Region> regionsOf (const std::string& sfz)
{
    const std::regex form ("<region> sample=(\\S+) key=([0-9]+)([^\n]*)");
    std::vector<Region> regions;

    for (auto match = std::sregex_iterator (sfz.begin(), sfz.end(), form); match != std::sregex_iterator(); ++match)
        regions.push_back ({ (*match)[1], std::stoi ((*match)[2]), (*match)[3] });

    return regions;
}
} // namespace

TEST_CASE ("a kit has sixteen pads on different keys, in rising order and under different names")
{
    const auto& pads = generalMidiKit();
    std::set<int> notes;
    std::set<std::string> names;

    for (const auto& pad : pads)
    {
        notes.insert (pad.midiNote);
        names.insert (pad.name);
        CHECK (pad.name.rfind (std::to_string (pad.midiNote) + '-', 0) == 0);
    }

    CHECK (pads.size() == 16);
    CHECK (notes.size() == 16);
    CHECK (names.size() == 16);
    CHECK ((*notes.begin() >= 35 && *notes.rbegin() <= 81)); // General MIDI's percussion keys
    CHECK (std::is_sorted (pads.begin(), pads.end(), [] (const auto& a, const auto& b) { return a.midiNote < b.midiNote; }));
}

TEST_CASE ("the hats of a kit choke each other and nothing else does")
{
    std::set<int> groupsOfHats;

    for (const auto& pad : generalMidiKit())
    {
        CAPTURE (pad.name);
        const bool hat = pad.drumClass.rfind ("hat_", 0) == 0;
        CHECK ((pad.chokeGroup > 0) == hat);

        if (hat)
            groupsOfHats.insert (pad.chokeGroup);
    }

    CHECK (groupsOfHats.size() == 1);
}

TEST_CASE ("the recipes of a kit have the classes of its pads, seeds of their own, and the rest from the base")
{
    Recipe base;
    base.seed = 1000;
    base.steps = 33;
    base.sampler = SamplerKind::heun;
    base.classes = { { "tom", 0.5 }, { "clap", 0.5 } };
    const auto recipes = kitRecipes (base, 0.0, {});
    std::set<std::uint64_t> seeds;
    REQUIRE (recipes.size() == generalMidiKit().size());

    for (std::size_t i = 0; i < recipes.size(); ++i)
    {
        auto rest = recipes[i];
        seeds.insert (rest.seed);
        CHECK (rest.classes == std::map<std::string, double> { { generalMidiKit()[i].drumClass, 1.0 } });
        rest.classes = base.classes;
        rest.seed = base.seed;
        CHECK (rest == base);
    }

    CHECK (seeds.size() == 16);
    CHECK ((kitRecipes (base, 0.0, {}) == recipes));
}

TEST_CASE ("an exported kit has a sound with its recipe for each pad, an SFZ and a contact sheet")
{
    const TemporaryFolder folder;
    const auto sounds = soundsFor ({});
    exportKit (folder.path / "new" / "kit", sounds, SoundFormat::flac, 0);
    const auto kit = folder.path / "new" / "kit";
    std::set<std::uint64_t> seeds;

    for (const auto& pad : generalMidiKit())
    {
        const auto file = kit / (pad.name + ".flac");
        CAPTURE (file);
        CHECK (readSoundFile (file).samples.size() == sounds.front().audio.samples.size());
        const auto recipe = readRecipe (file);
        CHECK (recipe.classes == std::map<std::string, double> { { pad.drumClass, 1.0 } });
        seeds.insert (recipe.seed);
    }

    CHECK (seeds.size() == 16);
    CHECK (audiotest::contentOf (kit / "contact-sheet.png").substr (1, 3) == "PNG");
    CHECK (std::distance (std::filesystem::directory_iterator (kit), std::filesystem::directory_iterator()) == 18);
}

TEST_CASE ("the SFZ of a kit has one region for each pad, whose sample is there and whose hats choke")
{
    const TemporaryFolder folder;
    exportKit (folder.path, soundsFor ({}), SoundFormat::wav16, 22050);
    const auto regions = regionsOf (audiotest::contentOf (folder.path / "kit.sfz"));
    REQUIRE (regions.size() == generalMidiKit().size());

    for (std::size_t i = 0; i < regions.size(); ++i)
    {
        const auto& pad = generalMidiKit()[i];
        CAPTURE (pad.name);
        CHECK (regions[i].sample == pad.name + ".wav");
        CHECK (regions[i].key == pad.midiNote);
        CHECK (readSoundFile (folder.path / regions[i].sample).sampleRate == 22050);
        CHECK ((regions[i].rest.find (" group=1 off_by=1") != std::string::npos) == (pad.chokeGroup == 1));
    }
}

TEST_CASE (
    "the toms of a kit rise in brightness with the key, each with its own recipe, and other sounds stay where they are")
{
    const TemporaryFolder folder;
    const auto sounds = soundsFor ({});
    exportKit (folder.path, sounds, SoundFormat::wav32f, 0);
    double last = 0.0;

    for (std::size_t i = 0; i < sounds.size(); ++i)
    {
        const auto& pad = generalMidiKit()[i];
        const auto file = folder.path / (pad.name + ".wav");
        const auto audio = readSoundFile (file);
        const auto origin = static_cast<std::size_t> (readRecipe (file).seed - sounds.front().recipe.seed);
        CAPTURE (pad.name, origin);
        REQUIRE (origin < sounds.size());
        auto expected = sounds[origin].audio;
        changeLevel (expected, readRecipe (file).peakDb - sounds[origin].recipe.peakDb);
        CHECK (audio.samples == expected.samples);

        if (pad.drumClass != "tom")
        {
            CHECK (origin == i);
            continue;
        }

        CHECK (measure (audio).brightnessHz > last);
        last = measure (audio).brightnessHz;
    }

    CHECK (last > 0.0);
}
