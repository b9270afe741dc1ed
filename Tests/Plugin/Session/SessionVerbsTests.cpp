#include "Plugin/Session/SessionStudio.h"

#include "Audio/AudioTestTools.h"
#include "Audio/Features.h"
#include "Audio/SoundFile.h"

using namespace sessiontest;

TEST_CASE ("a variation starts from the pad's sound and takes its place")
{
    Studio studio;
    const auto parent = studio.fill (3, 1);
    studio.session.vary (3, 0.3, { Lock::lows });
    REQUIRE (studio.finish());
    const auto& pad = studio.session.pad (3);
    REQUIRE (pad.history.size() == 2);
    CHECK (labelOf (pad) == "Variation 30 %");
    const auto& recipe = pad.sound()->recipe;
    CHECK (recipe.start.kind == StartKind::variation);
    CHECK (recipe.start.amount == 0.3);
    CHECK (recipe.start.sources.at (0).samples == parent->audio.samples);
    CHECK (recipe.keepBelowHz == 150.0);
    CHECK (recipe.classes == parent->recipe.classes);
    CHECK (pad.recipe.start.kind == StartKind::noise);
    CHECK (pad.recipe.seed == 1); // the next draft is of the sound that was generated
}

TEST_CASE ("children come as candidates in order, first empty, and one is kept on any pad")
{
    Studio studio;
    studio.fill (0, 1);
    studio.session.children (0, 0.4, {}, 3);
    REQUIRE (studio.session.candidates().size() == 3);
    CHECK (studio.session.candidates()[2].sound == nullptr);
    CHECK (studio.session.jobs().at (1).candidate == 1);
    CHECK (studio.session.jobs().at (1).pad == -1);
    CHECK (studio.session.jobs().at (1).text == "Kick 2: variation 2 of 3");
    studio.session.keepCandidate (2, 9); // not yet
    REQUIRE (studio.finish());

    const auto& candidates = studio.session.candidates();
    REQUIRE (candidates.size() == 3);
    CHECK (candidates[1].sound->recipe.seed == candidates[0].sound->recipe.seed + 1);
    CHECK (candidates[2].sound->recipe.seed == candidates[0].sound->recipe.seed + 2);
    CHECK (studio.session.pad (0).history.size() == 1);

    studio.session.keepCandidate (2, 9);
    studio.session.keepCandidate (3, 9);
    CHECK (studio.session.pad (9).history.size() == 1);
    CHECK (studio.session.pad (9).soundPointer() == candidates[2].sound);
    CHECK (labelOf (studio.session.pad (9)) == "Variation 40 %");
    studio.session.clearCandidates();
    CHECK (studio.session.candidates().empty());
}

TEST_CASE ("in-betweens are spread evenly between two pads, without their ends")
{
    Studio studio;
    const auto first = studio.fill (1, 1), second = studio.fill (3, 2);
    studio.session.morph (1, 3, 3);
    REQUIRE (studio.finish());
    const auto& candidates = studio.session.candidates();
    REQUIRE (candidates.size() == 3);

    for (std::size_t i = 0; i < 3; ++i)
    {
        const auto& recipe = candidates[i].sound->recipe;
        CHECK (recipe.start.kind == StartKind::interpolation);
        CHECK (recipe.start.amount == Approx (0.25 * static_cast<double> (i + 1)));
        CHECK (recipe.start.sources.at (0).samples == first->audio.samples);
        CHECK (recipe.start.sources.at (1).samples == second->audio.samples);
        CHECK (recipe.classes.at ("snare") == Approx (recipe.start.amount));
    }

    CHECK (candidates[0].label == "25 %");
    CHECK (candidates[0].take == "Towards Snare 25 %");
    studio.session.morph (1, 3, 17);
    CHECK (studio.watcher.sentences.size() == 1);
    CHECK (candidates.size() == 3);
}

TEST_CASE ("children of two pads have a share of each and something new")
{
    Studio studio;
    studio.fill (1, 1);
    studio.fill (3, 2);
    studio.session.breed (1, 3, 4);
    REQUIRE (studio.finish());
    REQUIRE (studio.session.candidates().size() == 4);

    for (const auto& candidate : studio.session.candidates())
    {
        CHECK (candidate.sound->recipe.start.fresh == 0.25);
        CHECK (candidate.sound->recipe.start.amount >= 0.2);
        CHECK (candidate.sound->recipe.start.amount <= 0.8);
    }

    CHECK (studio.session.candidates()[0].sound->recipe.start.amount
           != studio.session.candidates()[1].sound->recipe.start.amount);
}

TEST_CASE ("candidates that are not made go when the last one has ended, and new ones take the place of all")
{
    Studio studio (false);
    studio.gate.allow (15);
    studio.fill (0, 1);
    studio.session.children (0, 0.4, {}, 4);
    REQUIRE (studio.waitForRunning());
    studio.session.children (0, 0.2, {}, 3);
    REQUIRE (studio.session.candidates().size() == 3);
    REQUIRE (studio.session.jobs().size() == 3);
    studio.session.cancel (studio.session.jobs()[1].id);
    CHECK (studio.session.candidates().size() == 3);
    studio.gate.open();
    REQUIRE (studio.finish());
    REQUIRE (studio.session.candidates().size() == 2);
    CHECK (studio.session.candidates()[0].label == "1");
    CHECK (studio.session.candidates()[1].label == "3");

    for (const auto& candidate : studio.session.candidates())
        CHECK (candidate.sound->recipe.start.amount == 0.2);
}

TEST_CASE ("regions of the pad's sound are made anew, and a region beyond the end makes it longer")
{
    Studio studio;
    studio.fill (3, 1);
    studio.session.redo (3, { { 0.01, 0.03 } });
    REQUIRE (studio.finish());
    const auto& recipe = studio.session.pad (3).sound()->recipe;
    CHECK (recipe.regions == std::vector<Region> { { 0.01, 0.03 } });
    CHECK (recipe.sampler == SamplerKind::ancestral);
    CHECK (recipe.seconds == Approx (2000.0 / 44100.0));
    studio.session.redo (3, { { 0.01, 0.9 } });
    REQUIRE (studio.finish());
    CHECK (studio.session.pad (3).sound()->recipe.seconds == Approx (0.9));
    studio.session.redo (3, {});
    CHECK (studio.watcher.sentences == std::vector<std::string> { "Mark what is to be made anew first." });
}

TEST_CASE ("a file is made into a drum of the pad's class, or loaded as it is; a long one is cut and that is said")
{
    const audiotest::TemporaryFolder folder;
    MonoAudio file { std::vector<float> (48000 * 4, 0.1f), 48000 };
    std::fill_n (file.samples.begin(), 4800, 0.0f);
    writeSoundFile (folder.path / "hum.wav", file, SoundFormat::wav24);

    Studio studio;
    studio.session.drumify (4, folder.path / "hum.wav", 0.0);
    CHECK_FALSE (studio.session.isBusy());
    const auto loaded = studio.session.pad (4).soundPointer();
    REQUIRE (loaded != nullptr);
    CHECK (labelOf (studio.session.pad (4)) == "hum.wav");
    CHECK (loaded->audio.sampleRate == 44100);
    CHECK (loaded->audio.seconds() == Approx (3.0).margin (0.01));
    CHECK (measure (loaded->audio).peakDb == Approx (-1.0).margin (0.01));
    CHECK (measure (loaded->audio).onsetSeconds < 0.01);
    CHECK (loaded->recipe.start.amount == 0.0);
    REQUIRE (studio.watcher.sentences.size() == 1);
    CHECK (studio.watcher.sentences[0] == "Only the first 3 seconds of \"hum.wav\" are used: sounds are not longer.");

    studio.session.drumify (4, folder.path / "hum.wav", 0.6);
    REQUIRE (studio.finish());
    const auto& recipe = studio.session.pad (4).sound()->recipe;
    CHECK (recipe.start.amount == 0.6);
    CHECK (recipe.classes == std::map<std::string, double> { { "clap", 1.0 } });
    CHECK (recipe.seconds == Approx (3.0));
    CHECK (studio.session.pad (4).history.size() == 2);
}

TEST_CASE ("layers arrive together from dark to bright, and each has its range of velocities")
{
    Studio studio;
    PlayableSound played;
    const auto base = studio.fill (3, 1);
    studio.session.setPlayer ([&] (int pad, const std::shared_ptr<const PlayableSound>& sound) {
        if (pad == 3)
            played = *sound;
    });
    studio.session.makeLayers (3, 3, 2);
    CHECK (studio.session.jobs().size() == 6);
    REQUIRE (pollUntil (studio.session, [&] { return studio.session.jobs().size() < 6; }));
    CHECK ((studio.session.pad (3).layers.empty() || studio.session.pad (3).layers.size() == 6));
    REQUIRE (studio.finish());
    const auto& pad = studio.session.pad (3);
    REQUIRE (pad.layers.size() == 6);
    CHECK (pad.soundPointer() == base);
    CHECK (pad.layerCount() == 3);
    std::vector<double> brightness;

    for (const auto& layer : pad.layers)
        brightness.push_back (measure (layer->audio).brightnessHz);

    CHECK (std::is_sorted (brightness.begin(), brightness.end()));
    REQUIRE (played.zones.size() == 6);
    CHECK ((played.zones[0].lowVelocity == 1 && played.zones[1].highVelocity == 42));
    CHECK ((played.zones[2].lowVelocity == 43 && played.zones[3].highVelocity == 85));
    CHECK ((played.zones[4].lowVelocity == 86 && played.zones[5].highVelocity == 127));
    CHECK (played.zones[5].samples == pad.layers[5]->audio.samples);

    studio.session.undo();
    CHECK (pad.layers.empty());
    CHECK (played.zones.size() == 1);
}

TEST_CASE ("layers of a sound that the pad no longer plays are given up")
{
    Studio studio (false);
    studio.gate.allow (15);
    studio.fill (3, 1);
    studio.session.makeLayers (3, 2, 2);
    REQUIRE (studio.waitForRunning());
    studio.session.clear (3);
    CHECK_FALSE (studio.session.isBusy());
    studio.gate.open();
    REQUIRE (studio.finish());
    CHECK (studio.session.pad (3).layers.empty());
}

TEST_CASE ("a kit arrives on all pads at once, as loud as its softest sound, and is one step")
{
    Studio studio;
    const auto before = studio.fill (2, 1);
    studio.session.setName (2, "Mine");
    studio.session.wholeKit (11, 0.5);
    REQUIRE (studio.session.jobs().size() == 16);
    CHECK (studio.session.jobs()[15].pad == 15);
    REQUIRE (pollUntil (studio.session, [&] { return studio.session.jobs().size() < 10; }));
    CHECK ((studio.session.pad (0).sound() == nullptr || ! studio.session.isBusy()));
    REQUIRE (studio.finish());
    std::vector<double> loudness;

    for (int i = 0; i < Session::pads; ++i)
    {
        const auto& pad = studio.session.pad (i);
        REQUIRE (pad.sound() != nullptr);
        CHECK (pad.sound()->recipe.seed == 11u + static_cast<unsigned> (i));
        CHECK (pad.recipe.family == Family { 11, 0.5 });
        CHECK (labelOf (pad) == "Kit 11");
        loudness.push_back (measure (pad.sound()->audio).loudnessDb);
    }

    const auto [softest, loudest] = std::minmax_element (loudness.begin(), loudness.end());
    CHECK (*loudest - *softest < 0.1);
    CHECK (studio.session.pad (2).name == "Rimshot");
    studio.session.undo();
    CHECK (studio.session.pad (2).name == "Mine");
    CHECK (studio.session.pad (2).soundPointer() == before);
    CHECK (studio.session.pad (0).sound() == nullptr);
    CHECK (studio.session.pad (15).sound() == nullptr);
}

TEST_CASE ("a kit that fails, or that is cancelled as a whole, changes no pad and says at most one sentence")
{
    Studio studio;
    studio.session.wholeKit (1, 0.0);
    studio.session.cancelAll();
    CHECK_FALSE (studio.session.isBusy());
    CHECK (studio.watcher.sentences.empty());

    auto recipe = studio.session.pad (0).recipe;
    recipe.steps = SeededMaker::brokenSteps;
    studio.session.setRecipe (0, recipe);
    studio.session.wholeKit (1, 0.0);
    REQUIRE (studio.finish());
    CHECK (studio.watcher.sentences == std::vector<std::string> { "The maker is broken." });

    for (int i = 0; i < Session::pads; ++i)
        CHECK (studio.session.pad (i).sound() == nullptr);
}

TEST_CASE ("a pad whose job is cancelled is left out of the kit")
{
    Studio studio (false);
    studio.session.wholeKit (1, 0.0);
    REQUIRE (studio.waitForRunning());
    studio.session.cancel (studio.session.jobs()[5].id);
    studio.gate.open();
    REQUIRE (studio.finish());

    for (int i = 0; i < Session::pads; ++i)
        CHECK ((studio.session.pad (i).sound() == nullptr) == (i == 5));
}
