#include "Plugin/Session/SessionStudio.h"

#include <nlohmann/json.hpp>

using namespace sessiontest;
using nlohmann::json;

namespace
{
/** A project with all that can stand in one. */
void fillProject (Studio& studio)
{
    auto& session = studio.session;
    studio.fill (0, 1);
    studio.fill (0, 18446744073709551615u);
    studio.fill (3, 3);
    session.vary (0, 0.3, { Lock::attack });
    REQUIRE (studio.finish());
    session.setFavourite (0, 1, true);
    session.makeLayers (3, 2, 2);
    REQUIRE (studio.finish());
    session.setName (5, "Größe \"5\"");
    session.draft (6);
    REQUIRE (studio.finish());
}

void checkSame (const SoundPointer& one, const SoundPointer& other)
{
    REQUIRE ((one != nullptr && other != nullptr));
    CHECK (one->audio.samples == other->audio.samples); // to the bit
    CHECK (one->audio.sampleRate == other->audio.sampleRate);
    CHECK (one->recipe == other->recipe);
    CHECK (one->networkCalls == other->networkCalls);
    CHECK (one->notice == other->notice);
}

void checkSame (const Pad& one, const Pad& other)
{
    CHECK (one.name == other.name);
    CHECK (one.recipe == other.recipe);
    CHECK (one.seedLocked == other.seedLocked);
    CHECK (one.take == other.take);
    CHECK (one.roundRobins == other.roundRobins);
    REQUIRE (one.history.size() == other.history.size());
    REQUIRE (one.layers.size() == other.layers.size());

    for (std::size_t i = 0; i < one.history.size(); ++i)
    {
        checkSame (one.history[i].sound, other.history[i].sound);
        CHECK (one.history[i].label == other.history[i].label);
        CHECK (one.history[i].favourite == other.history[i].favourite);
        CHECK (one.history[i].draft == other.history[i].draft);
    }

    for (std::size_t i = 0; i < one.layers.size(); ++i)
        checkSame (one.layers[i], other.layers[i]);
}

/** The text is refused with a sentence and the session stays as it was. */
void checkRefused (Session& session, const std::string& text)
{
    const auto before = session.pad (0);
    const auto sentence = session.restore (text);
    CHECK_FALSE (sentence.empty());
    CHECK (sentence.find ('\n') == std::string::npos);
    CHECK (session.pad (0) == before);
}
} // namespace

TEST_CASE ("a project that is saved and restored is the same to the bit")
{
    Studio studio, other;
    fillProject (studio);
    const auto text = studio.session.save();
    int played = 0;
    other.session.setPlayer ([&] (int, const std::shared_ptr<const PlayableSound>& sound) { played += sound != nullptr; });
    CHECK (other.session.restore (text).empty());

    for (int i = 0; i < Session::pads; ++i)
        checkSame (studio.session.pad (i), other.session.pad (i));

    CHECK (played == 3);
    CHECK (other.session.pad (3).layerCount() == 2);
    CHECK_FALSE (other.session.canUndo());
    CHECK ((other.session.save() == text));
}

TEST_CASE ("an empty project comes back empty, and restoring ends jobs and forgets candidates")
{
    Studio studio (false);
    const auto empty = studio.session.save();
    studio.gate.allow (15);
    studio.fill (0, 1);
    studio.session.children (0, 0.3, {}, 2);
    CHECK (studio.session.restore (empty).empty());
    CHECK (studio.session.pad (0).sound() == nullptr);
    CHECK (studio.session.candidates().empty());
    CHECK_FALSE (studio.session.isBusy());
    studio.gate.open();
    REQUIRE (studio.finish());
    CHECK (studio.session.candidates().empty());
}

TEST_CASE ("a sound that several places hold is stored once")
{
    Studio studio;
    studio.fill (0, 1);
    const auto one = studio.session.save();

    for (int i = 1; i < Session::pads; ++i)
        studio.session.copyPad (0, i);

    const auto all = studio.session.save();
    CHECK (json::parse (all).at ("sounds").size() == 1);
    CHECK (all.size() < one.size() + 15u * 3000u); // the recipes
}

TEST_CASE ("a sound that variations were made of is stored once, and its silent end comes back")
{
    Studio studio;
    auto recipe = studio.session.pad (0).recipe;
    recipe.steps = SeededMaker::silentEndSteps;
    studio.session.setRecipe (0, recipe);
    const auto parent = studio.fill (0, 1);
    REQUIRE (parent->audio.samples.back() == 0.0f);
    studio.session.vary (0, 0.3, {});
    REQUIRE (studio.finish());
    const auto text = studio.session.save();
    CHECK (json::parse (text).at ("sounds").size() == 2);
    Studio other;
    CHECK (other.session.restore (text).empty());
    CHECK (other.session.pad (0).history.at (0).sound->audio.samples == parent->audio.samples);
}

TEST_CASE ("what is saved follows every change")
{
    Studio studio;
    const auto empty = studio.session.save();
    studio.fill (0, 1);
    const auto filled = studio.session.save();
    CHECK (filled.size() > empty.size());
    studio.session.setFavourite (0, 0, true);
    CHECK ((studio.session.save() != filled));
    studio.session.setFavourite (0, 0, false);
    CHECK ((studio.session.save() == filled));
}

TEST_CASE ("of a history what plays, the favourites and the eight newest are stored")
{
    Studio studio;

    for (std::uint64_t i = 0; i < 20; ++i)
        studio.fill (0, i);

    studio.session.setFavourite (0, 4, true);
    studio.session.chooseTake (0, 2);
    Studio other;
    CHECK (other.session.restore (studio.session.save()).empty());
    const auto& pad = other.session.pad (0);
    REQUIRE (pad.history.size() == 10);
    CHECK (pad.take == 0);
    CHECK (pad.sound()->recipe.seed == 2);
    CHECK (pad.history[1].favourite);
    CHECK (pad.history[1].sound->recipe.seed == 4);
    CHECK (pad.history[2].sound->recipe.seed == 12);
    CHECK (pad.history[9].sound->recipe.seed == 19);
}

TEST_CASE ("a project that is cut short anywhere is refused and changes nothing")
{
    Studio studio;
    fillProject (studio);
    const auto text = studio.session.save();

    for (std::size_t length = 0; length < text.size(); length += 1000)
        if (! studio.session.restore (text.substr (0, length)).empty())
            SUCCEED();
        else
            FAIL ("accepted " << length << " of " << text.size() << " bytes");

    CHECK ((studio.session.save() == text));
}

TEST_CASE ("what is no project is refused with a sentence")
{
    Studio studio;
    studio.fill (0, 1);

    for (const std::string text : { "", "null", "[]", "{}", "hello", "<xml/>", "\xff\xfe\x01", "1e999",
                                    R"({"format":"Stochastick project"})", R"({"format":7,"version":1})" })
        checkRefused (studio.session, text);

    std::string deep (200000, '[');
    checkRefused (studio.session, deep);
    checkRefused (studio.session, R"({"format":"Stochastick project","version":1,"sounds":[],"pads":)" + deep);
}

TEST_CASE ("a newer project is refused with a sentence that says so")
{
    Studio studio;
    auto project = json::parse (studio.session.save());
    project["version"] = 2;
    CHECK (studio.session.restore (project.dump()).find ("newer") != std::string::npos);
    project["version"] = 18446744073709551615u;
    CHECK (studio.session.restore (project.dump()).find ("newer") != std::string::npos);
    project["pads"][0]["recipe"]["version"] = 999;
    project["version"] = 1;
    CHECK (studio.session.restore (project.dump()).find ("update Stochastick") != std::string::npos);
}

TEST_CASE ("wrong types and numbers out of range anywhere in a project are refused and change nothing")
{
    Studio studio;
    fillProject (studio);
    const auto project = json::parse (studio.session.save());
    const auto wrong = std::vector<json> { nullptr, json::array(), json::object(), 1e300, -7, 18446744073709551615u, -1e18 };

    for (const std::string path : { "/version",
                                    "/sounds",
                                    "/sounds/0",
                                    "/pads",
                                    "/pads/0",
                                    "/pads/0/name",
                                    "/pads/0/recipe",
                                    "/pads/0/seed_locked",
                                    "/pads/0/history",
                                    "/pads/0/history/0",
                                    "/pads/0/history/0/sound",
                                    "/pads/0/history/0/sound/audio",
                                    "/pads/0/history/0/sound/audio/sound",
                                    "/pads/0/history/0/sound/audio/length",
                                    "/pads/0/history/0/sound/recipe",
                                    "/pads/0/history/0/sound/notice",
                                    "/pads/0/history/0/favourite",
                                    "/pads/0/history/0/draft",
                                    "/pads/0/take",
                                    "/pads/3/layers",
                                    "/pads/3/round_robins",
                                    "/pads/0/recipe/steps",
                                    "/pads/0/history/2/sound/recipe/start/sources/0/flac",
                                    "/pads/0/recipe/seed" })
        for (const auto& value : wrong)
        {
            auto changed = project;
            auto& place = changed.at (json::json_pointer (path));
            const auto isHarmless = value == place || (path == "/pads/0/history" && value.is_array());
            place = value;

            if (! isHarmless && ! (path == "/pads/3/layers" && value.is_array()))
            {
                INFO (path << " = " << value);
                checkRefused (studio.session, changed.dump());
            }
        }

    auto fewer = project;
    fewer.at ("pads").erase (15);
    checkRefused (studio.session, fewer.dump());
    CHECK ((json::parse (studio.session.save()) == project)); // in brackets: the texts are long
}

TEST_CASE ("a recipe of an older version in a project is migrated")
{
    Studio studio;
    auto project = json::parse (studio.session.save());
    auto& recipe = project["pads"][0]["recipe"];
    recipe["version"] = 3;
    recipe["guidance"] = 1.5;
    recipe.erase ("descriptor_guidance");
    recipe.erase ("as_published");
    CHECK (studio.session.restore (project.dump()).empty());
    CHECK (studio.session.pad (0).recipe.descriptorGuidance == 1.5);

    project["pads"][1]["recipe"] = {
        { "version", 1 },           { "model", "drums" },   { "weight_hash", "" }, { "classes", { { "tom", 1.0 } } },
        { "guidance", 2.0 },        { "steps", 9 },         { "sampler", "ddim" }, { "eta", 0.5 },
        { "process", "vp-cosine" }, { "levels", "karras" }, { "seed", 4 },         { "seconds", 0.0 }
    };
    const auto sentence = studio.session.restore (project.dump());
    INFO (sentence);
    CHECK (sentence.empty());
    CHECK (studio.session.pad (1).recipe.steps == 9);
}
