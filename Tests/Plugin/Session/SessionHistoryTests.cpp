#include "Plugin/Session/SessionStudio.h"
#include "Session/PadBook.h"

using namespace sessiontest;

TEST_CASE ("each change of what a pad plays or of its name is a step that leads back and forth")
{
    Studio studio;
    auto& session = studio.session;
    const auto first = studio.fill (0, 1), second = studio.fill (0, 2);
    session.chooseTake (0, 0);
    session.setName (0, "Boom");
    session.setName (0, "Boom"); // no change, no step
    session.chooseTake (0, 7);
    session.clear (0);
    const auto& pad = session.pad (0);

    CHECK (pad.sound() == nullptr);
    session.undo();
    CHECK (pad.soundPointer() == first);
    session.undo();
    CHECK (pad.name == "Kick 2");
    session.undo();
    CHECK (pad.soundPointer() == second);
    session.undo();
    CHECK (pad.soundPointer() == first);
    session.undo();
    CHECK (pad.sound() == nullptr);
    CHECK_FALSE (session.canUndo());
    session.undo();

    for (int i = 0; i < 4; ++i)
        session.redoStep();

    CHECK (pad.name == "Boom");
    CHECK (pad.soundPointer() == first);
    CHECK (session.canRedo());
    session.setName (0, "Bang");
    CHECK_FALSE (session.canRedo());
}

TEST_CASE ("a hundred steps lead back, no more")
{
    Studio studio;

    for (int i = 0; i < 120; ++i)
        studio.session.setName (0, std::to_string (i));

    int steps = 0;

    for (; studio.session.canUndo(); ++steps)
        studio.session.undo();

    CHECK (steps == 100);
    CHECK (studio.session.pad (0).name == "19");
}

TEST_CASE ("the next recipe and favourites are no steps")
{
    Studio studio;
    studio.fill (0, 1);
    studio.session.undo();
    studio.session.redoStep();
    auto recipe = studio.session.pad (0).recipe;
    recipe.guidance = 7.0;
    studio.session.setRecipe (0, recipe);
    studio.session.setFavourite (0, 0, true);
    studio.session.setFavourite (0, 5, true);
    CHECK (studio.session.pad (0).history[0].favourite);
    studio.session.undo();
    CHECK_FALSE (studio.session.canUndo());
}

TEST_CASE ("pads are copied and swapped with all that is on them, in one step")
{
    Studio studio;
    const auto kick = studio.fill (1, 1), snare = studio.fill (3, 2);
    studio.watcher.changes.clear();
    studio.session.swapPads (1, 3);
    CHECK (studio.session.pad (1).soundPointer() == snare);
    CHECK (studio.session.pad (1).name == "Snare");
    CHECK (studio.session.pad (3).soundPointer() == kick);
    CHECK (studio.watcher.changes == std::vector<int> { 1, 3 });
    studio.session.undo();
    CHECK (studio.session.pad (1).soundPointer() == kick);
    CHECK (studio.session.pad (3).soundPointer() == snare);
    studio.session.copyPad (1, 3);
    CHECK (studio.session.pad (3) == studio.session.pad (1));
    studio.session.undo();
    CHECK (studio.session.pad (3).soundPointer() == snare);
}

TEST_CASE ("A and B change places, and the first time B is what A is")
{
    Studio studio;
    const auto one = studio.fill (0, 1);
    CHECK_FALSE (studio.session.hasB (0));
    studio.session.swapAB (0);
    CHECK (studio.session.hasB (0));
    CHECK (studio.session.pad (0).soundPointer() == one);
    const auto two = studio.fill (0, 2);
    studio.session.swapAB (0);
    CHECK (studio.session.pad (0).soundPointer() == one);
    studio.session.swapAB (0);
    CHECK (studio.session.pad (0).soundPointer() == two);
    CHECK (studio.session.pad (0).history.size() == 2);
}

TEST_CASE ("a step back over an exchange of A and B brings back both, and a step forth exchanges them again")
{
    Studio studio;
    auto& session = studio.session;
    const auto& pad = session.pad (0);
    const auto one = studio.fill (0, 1);
    session.swapAB (0); // stored
    const auto two = studio.fill (0, 2);
    session.swapAB (0);
    REQUIRE (pad.soundPointer() == one);

    session.undo();
    CHECK (pad.soundPointer() == two);
    session.redoStep();
    CHECK (pad.soundPointer() == one);
    session.undo();
    session.swapAB (0);
    CHECK (pad.soundPointer() == one);
    session.swapAB (0);
    CHECK (pad.soundPointer() == two);

    for (int i = 0; i < 3; ++i) // both exchanges and the sound itself
        session.undo();

    CHECK (pad.soundPointer() == one);
}

TEST_CASE ("a history holds 32 takes, and never loses a favourite or what plays")
{
    Pad pad;

    for (int i = 0; i < 40; ++i)
    {
        addTake (pad, { std::make_shared<const Sound>(), std::to_string (i) });
        pad.history.back().favourite = i == 3 || i == 5;
    }

    REQUIRE (pad.history.size() == 32);
    CHECK (pad.history[0].label == "3");
    CHECK (pad.history[1].label == "5");
    CHECK (pad.history[2].label == "10");
    CHECK (labelOf (pad) == "39");

    for (auto& take : pad.history)
        take.favourite = true;

    addTake (pad, { std::make_shared<const Sound>(), "new" });
    CHECK (pad.history.size() == 33);
    CHECK (labelOf (pad) == "new");
}

TEST_CASE ("indices of pads, takes and candidates that there are not change nothing")
{
    Studio studio;
    auto& session = studio.session;

    for (const int index : { -1, 16, 1000 })
    {
        session.setName (index, "x");
        session.setRecipe (index, {});
        session.setSeedLocked (index, true);
        session.clear (index);
        session.copyPad (index, 0);
        session.copyPad (0, index);
        session.swapPads (index, 1);
        session.generate (index);
        session.draft (index);
        session.vary (index, 0.3, {});
        session.children (index, 0.3, {}, 2);
        session.morph (0, index, 2);
        session.breed (index, 0, 2);
        session.redo (index, {});
        session.drumify (index, "x", 0.0);
        session.makeLayers (index, 1, 1);
        session.keepCandidate (index, 0);
        session.keepCandidate (0, index);
        session.setFavourite (index, 0, true);
        session.swapAB (index);
        session.cancel (static_cast<JobId> (index));
    }

    CHECK_FALSE (session.isBusy());
    CHECK_FALSE (session.canUndo());
    CHECK (studio.watcher.sentences.empty());
}
