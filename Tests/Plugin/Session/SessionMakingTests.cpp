#include "Audio/AudioTestTools.h"
#include "Doubles/TinyModel.h"
#include "Network/Model.h"

#include "Plugin/Session/SessionStudio.h" // last: LibTorch has a CHECK of its own

using namespace sessiontest;

TEST_CASE ("a new session has the sixteen empty pads of General MIDI, each of its class")
{
    const Studio studio;
    CHECK (studio.session.pad (0).name == "Kick 2");
    CHECK (studio.session.pad (1).name == "Kick");
    CHECK (studio.session.pad (7).name == "Hat closed");
    CHECK (studio.session.pad (7).recipe.classes == std::map<std::string, double> { { "hat_closed", 1.0 } });
    CHECK (studio.makers == 0);

    for (int i = 0; i < Session::pads; ++i)
        CHECK (studio.session.pad (i).sound() == nullptr);

    CHECK_FALSE (studio.session.canUndo());
}

TEST_CASE ("a generated sound is played by its pad and remembered with its seed")
{
    Studio studio;
    int played = -1;
    std::shared_ptr<const PlayableSound> sound;
    studio.session.setPlayer ([&] (int pad, std::shared_ptr<const PlayableSound> playable) {
        played = pad;
        sound = playable;
    });
    CHECK (played == 15);
    CHECK (sound == nullptr);

    studio.session.generate (3);
    CHECK (studio.session.isBusy());
    REQUIRE (studio.finish());
    const auto& pad = studio.session.pad (3);
    REQUIRE (pad.sound() != nullptr);
    CHECK (pad.recipe.seed == pad.sound()->recipe.seed);
    CHECK (labelOf (pad) == "Generated");
    CHECK (studio.watcher.changes == std::vector<int> { 3 });
    REQUIRE (played == 3);
    REQUIRE (sound->zones.size() == 1);
    CHECK (sound->zones[0].samples == pad.sound()->audio.samples);
    CHECK ((sound->zones[0].lowVelocity == 1 && sound->zones[0].highVelocity == 127));
}

TEST_CASE ("a locked seed makes the same sound again, a free one another")
{
    Studio studio;
    const auto first = studio.fill (0, 7), again = studio.fill (0, 7);
    CHECK (first != again);
    CHECK (samplesOf (first) == samplesOf (again));
    CHECK (again->recipe.seed == 7);

    studio.session.setSeedLocked (0, false);
    std::vector<std::uint64_t> seeds;

    for (int i = 0; i < 4; ++i)
    {
        studio.session.generate (0);
        REQUIRE (studio.finish());
        seeds.push_back (studio.session.pad (0).recipe.seed);
    }

    CHECK (std::count (seeds.begin(), seeds.end(), 7) < 4); // drawn out of a million
    CHECK (std::adjacent_find (seeds.begin(), seeds.end(), std::not_equal_to<>()) != seeds.end());
}

TEST_CASE ("a new request takes the place of an unfinished one of the same purpose for the pad")
{
    Studio studio (false);
    studio.session.setSeedLocked (2, true);
    studio.session.generate (2);
    REQUIRE (studio.waitForRunning());
    const auto replaced = studio.session.jobs().at (0).id;
    auto recipe = studio.session.pad (2).recipe;
    recipe.seed = 99;
    studio.session.setRecipe (2, recipe);
    studio.session.generate (2);
    studio.session.generate (3);
    REQUIRE (studio.session.jobs().size() == 2);
    CHECK (studio.session.jobs()[0].id != replaced);

    studio.gate.open();
    REQUIRE (studio.finish());
    CHECK (studio.session.pad (2).history.size() == 1);
    CHECK (studio.session.pad (2).sound()->recipe.seed == 99);
    CHECK (studio.session.pad (3).sound() != nullptr);
}

TEST_CASE ("a job that is cancelled in the middle leaves the list at once and its pad as it is")
{
    Studio studio (false);
    studio.session.generate (4);
    studio.session.generate (5);
    REQUIRE (studio.waitForRunning());
    const auto running = studio.session.jobs().at (0);
    CHECK (running.pad == 4);
    CHECK (running.text == studio.session.pad (4).name + ": new sound");
    studio.session.cancel (running.id);
    CHECK (studio.session.jobs().size() == 1);
    studio.gate.open();
    REQUIRE (studio.finish());
    CHECK (studio.session.pad (4).sound() == nullptr);
    CHECK (studio.session.pad (5).sound() != nullptr);
    CHECK (studio.watcher.sentences.empty());
}

TEST_CASE ("a job that is stopped ends with the sound as far as it is, and says so")
{
    Studio studio (false);
    studio.session.generate (1);
    studio.gate.allow (2);
    REQUIRE (studio.gate.waitForArrivals (3));
    REQUIRE (studio.waitForRunning());
    CHECK (studio.session.jobs()[0].progress.step == 2);
    CHECK_FALSE (studio.session.jobs()[0].progress.estimate.samples.empty());
    studio.session.stop (studio.session.jobs()[0].id);
    studio.gate.allow (1);
    REQUIRE (studio.finish());
    REQUIRE (studio.session.pad (1).sound() != nullptr);
    CHECK (studio.session.pad (1).sound()->recipe.stopAfter == 3);
    CHECK (studio.watcher.sentences == std::vector<std::string> { "Stopped." });
}

TEST_CASE ("what fails is said and changes nothing")
{
    Studio studio;
    auto recipe = studio.session.pad (0).recipe;
    recipe.model = SeededMaker::brokenModel;
    studio.session.setRecipe (0, recipe);
    studio.session.generate (0);
    REQUIRE (studio.finish());
    CHECK (studio.watcher.sentences == std::vector<std::string> { "The model is broken." });

    recipe.model = "drums";
    recipe.steps = 100000;
    studio.session.setRecipe (0, recipe);
    studio.session.generate (0); // refused at once
    studio.session.vary (1, 0.3, {});
    studio.session.drumify (1, "/nowhere/at all.wav", 0.5);
    CHECK_FALSE (studio.session.isBusy());
    CHECK (studio.watcher.sentences.size() == 4);
    CHECK (studio.watcher.sentences[1].find ("steps") != std::string::npos);
    CHECK (studio.watcher.sentences[2] == "The pad \"Kick\" is empty; generate a sound first.");
    CHECK (studio.session.pad (0).history.empty());
    CHECK_FALSE (studio.session.canUndo());
}

TEST_CASE ("drafts have few steps and the pad's seed, replace each other in the history, and are one step back")
{
    Studio studio;
    studio.fill (0, 5);
    studio.session.setName (0, "Boom");

    for (const auto guidance : { 3.0, 4.0, 5.0 })
    {
        auto recipe = studio.session.pad (0).recipe;
        recipe.guidance = guidance;
        studio.session.setRecipe (0, recipe);
        studio.session.draft (0);
        REQUIRE (studio.finish());
    }

    const auto& pad = studio.session.pad (0);
    REQUIRE (pad.history.size() == 2);
    CHECK (pad.sound()->recipe.steps == 6);
    CHECK (pad.sound()->recipe.seed == 5);
    CHECK (pad.sound()->recipe.guidance == 5.0);
    CHECK (pad.history[1].draft);

    studio.session.generate (0);
    REQUIRE (studio.finish());
    REQUIRE (pad.history.size() == 2);
    CHECK_FALSE (pad.history[1].draft);
    CHECK (pad.sound()->recipe.steps == 15);

    studio.session.undo();
    CHECK (pad.name == "Boom");
    CHECK (pad.history.size() == 1);
}

TEST_CASE ("a draft is left to the student of the model, where it has learned what is asked")
{
    const audiotest::TemporaryFolder folder;
    const auto name = (folder.path / "mine").string();
    const auto teacher = Model::load (test::tinyModel());
    auto info = teacher.info();
    std::filesystem::create_directories (name);
    std::filesystem::create_directories (name + "-draft");
    teacher.saveAs (name + "/weights.safetensors", info);
    info.distilled = Distilled { { 40.0, 3.0, 0.3 }, 1.5, 3.0 };
    teacher.saveAs (name + "-draft/weights.safetensors", info);

    Studio studio;
    const auto draftWith = [&] (const std::function<void (Recipe&)>& change) {
        auto recipe = studio.session.pad (0).recipe;
        recipe.model = name;
        change (recipe);
        studio.session.setRecipe (0, recipe);
        studio.session.draft (0);
        REQUIRE (studio.finish());
        return studio.session.pad (0).sound()->recipe;
    };
    const auto left = draftWith ([] (Recipe& recipe) { recipe.guidance = 1.5; });
    CHECK (left.model == name + "-draft");
    CHECK (left.levels.list == info.distilled->levels);
    CHECK (left.guidance == 1.0); // it is in the weights
    CHECK (studio.session.pad (0).recipe.model == name);

    CHECK (draftWith ([] (Recipe& recipe) { recipe.guidance = 2.0; }).model == name);
}

TEST_CASE ("a draft that runs comes to its end, and the last of those asked for meanwhile follows it")
{
    Studio studio (false);
    const auto draftWith = [&] (double guidance) {
        auto recipe = studio.session.pad (0).recipe;
        recipe.guidance = guidance;
        studio.session.setRecipe (0, recipe);
        studio.session.draft (0);
    };
    draftWith (2.0);
    REQUIRE (studio.waitForRunning());

    for (const auto guidance : { 3.0, 4.0, 5.0 })
    {
        draftWith (guidance);
        CHECK (studio.session.jobs().size() == 1);
    }

    studio.gate.allow (6);
    REQUIRE (pollUntil (studio.session, [&] { return studio.session.pad (0).sound() != nullptr; }));
    CHECK (studio.session.pad (0).sound()->recipe.guidance == 2.0);
    REQUIRE (studio.session.isBusy());
    studio.gate.open();
    REQUIRE (studio.finish());
    CHECK (studio.session.pad (0).sound()->recipe.guidance == 5.0);
    CHECK (studio.session.pad (0).history.size() == 1);
}
