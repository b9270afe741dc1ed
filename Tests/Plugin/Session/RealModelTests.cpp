#include "Plugin/Session/SessionStudio.h"

#include "Audio/Features.h"

using namespace sessiontest;

TEST_CASE ("a session makes a drum with the real weights, and the same one for the same recipe")
{
    Session session;
    auto recipe = session.pad (3).recipe;
    recipe.model = STOCHASTICK_MODELS_FOLDER "/drums";
    recipe.steps = 4;
    recipe.seed = 5;
    session.setRecipe (3, recipe);
    session.setSeedLocked (3, true);
    session.engine().setSettings ({ "cpu", 1 });
    session.generate (3);
    REQUIRE (finishAll (session));
    const auto first = session.pad (3).soundPointer();
    REQUIRE (first != nullptr);
    CHECK (first->audio.samples.size() == 32768);
    CHECK (first->recipe.weightHash.size() == 16);
    CHECK (measure (first->audio).peakDb == Approx (-1.0).margin (0.01));
    CHECK (session.engine().deviceNotice() == "CPU");
    session.generate (3);
    REQUIRE (finishAll (session));
    CHECK (samplesOf (session.pad (3).soundPointer()) == first->audio.samples);
}
