#include "Plugin/Session/SessionStudio.h"
#include "Session/PadBook.h"

using namespace sessiontest;

namespace
{
bool isFavourite (const Pad& pad, const SoundPointer& sound)
{
    return std::any_of (pad.history.begin(), pad.history.end(),
                        [&] (const Take& take) { return take.sound == sound && take.favourite; });
}
} // namespace

TEST_CASE ("a take that was starred stays in its history when the step that brought it is undone")
{
    Studio studio;
    auto& session = studio.session;
    const auto& pad = session.pad (0);
    const auto first = studio.fill (0, 1), starred = studio.fill (0, 2);
    session.setFavourite (0, 1, true);
    session.undo();
    CHECK (pad.soundPointer() == first);
    REQUIRE (pad.history.size() == 2);
    CHECK (pad.history[1].sound == starred);
    CHECK (pad.history[1].favourite);

    const auto third = studio.fill (0, 3);
    CHECK (pad.soundPointer() == third);
    CHECK (isFavourite (pad, starred));
    session.undo();
    session.undo(); // to before the first
    CHECK (pad.sound() == nullptr);
    REQUIRE (pad.history.size() == 1);
    CHECK (isFavourite (pad, starred));
}

TEST_CASE ("a step forth again brings a kept favourite once, and plays it")
{
    Studio studio;
    auto& session = studio.session;
    studio.fill (0, 1);
    const auto starred = studio.fill (0, 2);
    session.setFavourite (0, 1, true);
    const auto before = session.pad (0);
    session.undo();
    session.redoStep();
    CHECK (session.pad (0) == before);
    CHECK (session.pad (0).soundPointer() == starred);
}

TEST_CASE ("no step back or forth stars or unstars a take")
{
    Studio studio;
    auto& session = studio.session;
    const auto& pad = session.pad (0);
    const auto first = studio.fill (0, 1);
    session.setFavourite (0, 0, true);
    const auto second = studio.fill (0, 2);
    session.setName (0, "Boom");
    session.setFavourite (0, 0, false);
    session.setFavourite (0, 1, true);
    session.undo();
    CHECK_FALSE (isFavourite (pad, first));
    CHECK (isFavourite (pad, second));
    session.undo();
    CHECK_FALSE (isFavourite (pad, first));
    CHECK (isFavourite (pad, second));
    session.setFavourite (0, 0, true);
    session.setFavourite (0, 1, false);
    session.redoStep();
    session.redoStep();
    CHECK (isFavourite (pad, first));
    CHECK_FALSE (isFavourite (pad, second));
}

TEST_CASE ("the star of a swapped or copied sound goes back with it")
{
    Studio studio;
    auto& session = studio.session;
    const auto kick = studio.fill (1, 1), snare = studio.fill (3, 2);
    session.swapPads (1, 3);
    session.setFavourite (3, 0, true);
    session.undo();
    CHECK (isFavourite (session.pad (1), kick));
    CHECK (session.pad (3).history.size() == 1);
    CHECK_FALSE (isFavourite (session.pad (3), snare));
    session.copyPad (1, 3);
    session.undo();
    CHECK (session.pad (3).history.size() == 1); // the star is older than the copy
}

TEST_CASE ("the next recipe and the seed's lock stay as they were set, and a drawn seed goes back")
{
    Studio studio;
    auto& session = studio.session;
    const auto& pad = session.pad (0);
    studio.fill (0, 5);
    session.setSeedLocked (0, false);
    session.generate (0);
    REQUIRE (studio.finish());
    const auto drawn = pad.recipe.seed;
    auto recipe = pad.recipe;
    recipe.guidance = 7.0;
    session.setRecipe (0, recipe);
    session.setSeedLocked (0, true);
    session.undo();
    CHECK (pad.recipe.guidance == 7.0);
    CHECK (pad.seedLocked);
    CHECK (pad.recipe.seed == 5);
    session.redoStep();
    CHECK (pad.recipe.guidance == 7.0);
    CHECK (pad.recipe.seed == drawn);

    recipe.seed = 77;
    session.setRecipe (0, recipe);
    session.undo();
    CHECK (pad.recipe.seed == 77);
}

TEST_CASE ("the next recipe and favourites that were set between drafts stay when the drafts are undone")
{
    Studio studio;
    auto& session = studio.session;
    const auto& pad = session.pad (0);
    const auto first = studio.fill (0, 5);

    for (const auto guidance : { 3.0, 4.0 })
    {
        auto recipe = pad.recipe;
        recipe.guidance = guidance;
        session.setRecipe (0, recipe);
        session.draft (0);
        REQUIRE (studio.finish());
        session.setFavourite (0, 0, true);
    }

    session.undo();
    CHECK (pad.soundPointer() == first);
    CHECK (pad.history.size() == 1);
    CHECK (isFavourite (pad, first));
    CHECK (pad.recipe.guidance == 4.0);
    CHECK (session.canUndo());
}

TEST_CASE ("a recipe that came with its pad goes back with it, and comes again as it was set meanwhile")
{
    Studio studio;
    auto& session = studio.session;
    studio.fill (1, 1);
    studio.fill (3, 2);
    const auto kick = session.pad (1).recipe, snare = session.pad (3).recipe;
    session.swapPads (1, 3);
    auto changed = snare;
    changed.guidance = 7.0;
    session.setRecipe (1, changed);
    session.undo();
    CHECK (session.pad (1).recipe == kick);
    CHECK (session.pad (3).recipe == snare);
    session.redoStep();
    CHECK (session.pad (1).recipe == changed);
}

TEST_CASE ("favourites are on both sides of A and B")
{
    Studio studio;
    auto& session = studio.session;
    const auto& pad = session.pad (0);
    const auto one = studio.fill (0, 1);
    session.setFavourite (0, 0, true);
    session.swapAB (0); // stored
    const auto two = studio.fill (0, 2);
    session.setFavourite (0, 0, false);
    session.setFavourite (0, 1, true);
    session.swapAB (0);
    CHECK (pad.soundPointer() == one);
    CHECK_FALSE (isFavourite (pad, one));
    CHECK (isFavourite (pad, two));
    session.setFavourite (0, 1, false);
    session.undo();
    CHECK (pad.soundPointer() == two);
    CHECK_FALSE (isFavourite (pad, two));
}

TEST_CASE ("a favourite that is kept by a step back takes the place of the oldest take, and leaves drafts at the end")
{
    PadBook book;
    const auto add = [&] (bool draft = false) {
        return [draft] (Pad& pad) { addTake (pad, { std::make_shared<const Sound>(), "", false, draft }); };
    };
    const auto starLast = [] (Pad& pad) { pad.history.back().favourite = true; };

    for (int i = 0; i < 32; ++i)
        book.change (0, add());

    const auto playing = book[0].soundPointer();
    book.change (0, add());
    book.changeQuietly (0, starLast);
    book.undo();
    CHECK (book[0].history.size() == 32);
    CHECK (book[0].history.back().favourite);
    CHECK (book[0].soundPointer() == playing);

    book.changeByDraft (1, add (true));
    book.change (1, [] (Pad& pad) { pad.name = "Boom"; });
    const auto draft = book[1].soundPointer();
    book.change (1, add());
    book.changeQuietly (1, starLast);
    book.undo();
    REQUIRE (book[1].history.size() == 2);
    CHECK (book[1].history.front().favourite);
    CHECK (book[1].history.back().draft);
    CHECK (book[1].soundPointer() == draft);
}
