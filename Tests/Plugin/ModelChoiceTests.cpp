#include "Audio/AudioTestTools.h"
#include "Doubles/EnvironmentVariable.h"
#include "Editor/ModelChoice.h"
#include "Editor/ModelFacts.h"
#include "EditorTestTools.h"

#include <catch2/catch.hpp>
#include <cstring>
#include <nlohmann/json.hpp>

using namespace editortest;
namespace fs = std::filesystem;

namespace
{
using Names = std::vector<std::string>;
using Weights = std::map<std::string, double>;

ModelInfo modelOf (std::vector<std::string> classes, const std::vector<std::string>& descriptors = {})
{
    ModelInfo info;
    info.classes = std::move (classes);

    for (const auto& key : descriptors)
        info.descriptors.emplace_back().key = key;

    return info;
}

const ModelInfo former = modelOf ({ "kick", "snare" }, { "decay", "brightness" });

Recipe askedOfTheFormer()
{
    Recipe recipe;
    recipe.model = "former";
    recipe.weightHash = "0123456789abcdef";
    recipe.classes = { { "kick", 1.0 }, { "snare", 0.5 } };
    recipe.descriptors = { { "decay", 0.3 }, { "brightness", 900.0 } };
    recipe.steps = 22;
    return recipe;
}

/** Where a person's own models lie. */
struct OwnModels
{
    audiotest::TemporaryFolder folder {};
    test::EnvironmentVariable variable { "XDG_DATA_HOME", folder.path.string() };

    fs::path weightsOf (const std::string& name) const
    {
        const auto path = folder.path / "Stochastick" / "Models" / name;
        fs::create_directories (path);
        return path / "weights.safetensors";
    }
};

/** What a model says of itself, without the weights that would follow. */
void writeHeader (const fs::path& file, const Names& classes)
{
    auto info = modelOf (classes);
    info.network.classes = static_cast<int> (classes.size());
    nlohmann::json header;
    header["__metadata__"][modelInfoKey] = nlohmann::json (info).dump();
    const auto text = header.dump();
    const std::uint64_t length = text.size();
    std::string bytes (sizeof (length), '\0');
    std::memcpy (bytes.data(), &length, sizeof (length));
    audiotest::writeBytes (file, bytes + text);
}

bool offers (const juce::ComboBox& menu, const juce::String& text)
{
    for (int i = 0; i < menu.getNumItems(); ++i)
        if (menu.getItemText (i) == text)
            return true;

    return false;
}

void choose (juce::ComboBox& menu, const juce::String& text)
{
    for (int i = 0; i < menu.getNumItems(); ++i)
        if (menu.getItemText (i) == text)
            menu.setSelectedItemIndex (i, juce::sendNotificationSync);
}
} // namespace

TEST_CASE ("another model keeps what it knows of a recipe, and the rest goes")
{
    auto recipe = askedOfTheFormer();
    chooseModel (recipe, "mine", modelOf ({ "snare", "bell" }, { "decay" }), former);
    CHECK (recipe.model == "mine");
    CHECK (recipe.weightHash.empty());
    CHECK (recipe.classes == Weights { { "snare", 0.5 } });
    CHECK (recipe.descriptors == Weights { { "decay", 0.3 } });
    CHECK (recipe.steps == 22);
}

TEST_CASE ("a model that shares no class is asked for its first one")
{
    auto recipe = askedOfTheFormer();
    chooseModel (recipe, "bells", modelOf ({ "bell", "gong" }), former);
    CHECK (recipe.classes == Weights { { "bell", 1.0 } });
    CHECK (recipe.descriptors.empty());
}

TEST_CASE ("a distilled model brings its own steps, and they leave with it")
{
    auto quick = former;
    quick.distilled = Distilled { { 40.0, 3.0, 0.3 }, 2.0, 3.0 };
    auto recipe = askedOfTheFormer();
    chooseModel (recipe, "quick", quick, former);
    CHECK (recipe.steps == 3);
    CHECK (recipe.levels.list == quick.distilled->levels);
    CHECK (recipe.guidance == 1.0);

    chooseModel (recipe, "former", former, quick);
    const Recipe usual;
    CHECK (recipe.levels == usual.levels);
    CHECK (recipe.steps == usual.steps);
    CHECK (recipe.sampler == usual.sampler);
    CHECK (recipe.guidance == usual.guidance);
    CHECK_NOTHROW (check (recipe));
}

TEST_CASE ("a model that was trained anew under its name is read anew, and one that was not is remembered")
{
    const OwnModels own;
    const auto file = own.weightsOf ("mine");
    writeHeader (file, { "kick", "snare" });
    const auto trained = fs::last_write_time (file);
    ModelFacts facts;
    CHECK (facts.of ("mine").classes == Names { "kick", "snare" });

    writeHeader (file, { "bell" });
    fs::last_write_time (file, trained);
    CHECK (facts.of ("mine").classes == Names { "kick", "snare" });

    fs::last_write_time (file, trained + std::chrono::seconds (1));
    CHECK (facts.of ("mine").classes == Names { "bell" });
    CHECK (facts.problem().empty());
}

TEST_CASE ("a model that was just trained appears in the menu and is that of the pad once it is chosen")
{
    const OwnModels own;
    Opened shown;
    shown.processor.selectPad (2);
    auto& menu = get<juce::ComboBox> (*shown.editor, "model");
    CHECK (menu.getText() == defaultModelName);
    CHECK_FALSE (offers (menu, "just-trained"));
    fs::create_symlink (fs::path (STOCHASTICK_MODELS_FOLDER) / "drums" / "weights.safetensors",
                        own.weightsOf ("just-trained"));
    REQUIRE (waitUntil ([&] { return offers (menu, "just-trained"); }));
    CHECK (menu.getText() == defaultModelName);

    const auto asked = shown.session().pad (2).recipe;
    choose (menu, "just-trained");
    CHECK (shown.session().pad (2).recipe.model == "just-trained");
    CHECK (shown.session().pad (2).recipe.classes == asked.classes);
    CHECK (shown.session().pad (3).recipe.model == defaultModelName);

    shown.processor.selectPad (3);
    dispatch();
    CHECK (menu.getText() == defaultModelName);
}

TEST_CASE ("a model that is broken or gone is shown by its name and breaks nothing")
{
    const OwnModels own;
    audiotest::writeBytes (own.weightsOf ("broken"), "");
    Opened shown;
    shown.processor.selectPad (0);
    dispatch();
    auto& menu = get<juce::ComboBox> (*shown.editor, "model");
    const auto asked = shown.session().pad (0).recipe;
    choose (menu, "broken");
    CHECK (shown.session().pad (0).recipe.model == "broken");
    CHECK (shown.session().pad (0).recipe.classes == asked.classes);
    choose (menu, defaultModelName);
    CHECK (shown.session().pad (0).recipe == asked);

    auto recipe = asked;
    recipe.model = "gone";
    shown.session().setRecipe (0, recipe);
    CHECK (menu.getSelectedId() == 0);
    CHECK (menu.getTextWhenNothingSelected() == "gone");
}
