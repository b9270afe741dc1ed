#include "Plugin/Session/SessionStudio.h"
#include "Session/EngineState.h"
#include "Support/Error.h"

#include <fstream>

using namespace sessiontest;

namespace
{
/** An engine whose graphics card, the devices "auto" and "cuda", has too little memory. */
struct SmallCard
{
    using Fault = std::function<void (const std::string& device)>;

    struct Maker : SoundMaker
    {
        Sound make (const Recipe& recipe, const CancelToken&, const ProgressCallback&) override
        {
            fault();
            return { { { 0.5f }, 44100 }, recipe };
        }

        std::function<void()> fault {};
    };

    std::unique_ptr<SoundMaker> makerOn (const std::string& device)
    {
        devices.push_back (device);
        inLoading (device);
        auto maker = std::make_unique<Maker>();
        maker->fault = [this, device] { inMaking (device); };
        return maker;
    }

    bool makesSound()
    {
        client.add ({});
        return std::holds_alternative<Sound> (eventsUntilEnds (client, 1).back().what);
    }

    Fault inLoading = [] (const std::string&) {};
    Fault inMaking = [] (const std::string& device) {
        if (device != "cpu")
            throw Error ("LibTorch could not go on: CUDA out of memory. Tried to allocate 20.00 MiB.");
    };
    std::vector<std::string> devices {}; // that makers were asked for
    std::shared_ptr<SharedEngine> engine = std::make_shared<SharedEngine> (
        [this] (const std::string&, const EngineSettings& settings) { return makerOn (settings.device); });
    EngineClient client { engine };
};

using Devices = std::vector<std::string>;
} // namespace

TEST_CASE ("a maker is kept for the next job and made anew when the model or the settings change")
{
    FakeEngine fake;
    fake.gate.open();
    EngineClient client (fake.engine);
    client.add (recipeWith (1));
    client.add (recipeWith (1));
    eventsUntilEnds (client, 2);
    CHECK (fake.makers == 1);

    client.add (recipeWith (1, "another"));
    eventsUntilEnds (client, 1);
    CHECK (fake.makers == 2);

    fake.engine->setSettings ({ "cpu", 3 });
    client.add (recipeWith (1, "another"));
    client.add (recipeWith (1, "another"));
    eventsUntilEnds (client, 2);
    CHECK (fake.makers == 3);
    CHECK (fake.engine->settings() == EngineSettings { "cpu", 3 });
}

TEST_CASE ("two models are kept, so that one can draft for the other")
{
    FakeEngine fake;
    fake.gate.open();
    EngineClient client (fake.engine);

    for (const auto* model : { "drums", "another", "drums", "another" })
        client.add (recipeWith (1, model));

    eventsUntilEnds (client, 4);
    CHECK (fake.makers == 2);

    for (const auto* model : { "third", "another", "drums" }) // the one that was used longest ago makes room
        client.add (recipeWith (1, model));

    eventsUntilEnds (client, 3);
    CHECK (fake.makers == 4);
}

TEST_CASE ("a model that was trained anew is loaded anew")
{
    const auto folder = std::filesystem::temp_directory_path() / "shared-engine-tests";
    std::filesystem::create_directory (folder);
    const auto file = folder / "weights.safetensors";
    std::ofstream (file) << "weights";

    FakeEngine fake;
    fake.gate.open();
    EngineClient client (fake.engine);
    const auto makeOne = [&] {
        client.add (recipeWith (1, folder.string()));
        eventsUntilEnds (client, 1);
    };
    makeOne();
    makeOne();
    CHECK (fake.makers == 1);

    std::filesystem::last_write_time (file, std::filesystem::last_write_time (file) + std::chrono::seconds (1));
    makeOne();
    CHECK (fake.makers == 2);
    std::filesystem::remove_all (folder);
}

TEST_CASE ("a model that cannot be loaded fails its job, and the next one of another model is made")
{
    FakeEngine fake;
    fake.gate.open();
    EngineClient client (fake.engine);
    client.add (recipeWith (1, SeededMaker::brokenModel));
    client.add (recipeWith (1));
    const auto events = eventsUntilEnds (client, 2);
    const auto failed = std::find_if (events.begin(), events.end(), [] (const EngineEvent& event) {
        return std::holds_alternative<JobFailed> (event.what);
    });
    REQUIRE (failed != events.end());
    CHECK (std::get<JobFailed> (failed->what).sentence == "The model is broken.");
    CHECK (std::holds_alternative<Sound> (events.back().what));
}

TEST_CASE ("a graphics card that fails, in making or in loading, is left for the processor until the settings change")
{
    SmallCard card;

    if (GENERATE (false, true))
        std::swap (card.inLoading, card.inMaking);

    CHECK ((card.makesSound() && card.makesSound()));
    CHECK (card.devices == Devices { "auto", "cpu" });
    CHECK (card.engine->deviceName() == "CPU");
    CHECK (card.engine->deviceNotice()
           == "The graphics card failed (LibTorch could not go on: CUDA out of memory); sounds are made on the processor.");

    card.engine->setSettings ({ "cpu", 3 });
    CHECK (card.makesSound());
    CHECK (card.engine->deviceNotice().empty());
    card.engine->setSettings ({ "auto", 3 });
    CHECK (card.makesSound());
    CHECK (card.devices == Devices { "auto", "cpu", "cpu", "auto", "cpu" });
}

TEST_CASE ("the graphics card is kept when it was asked for by name, and when it is not to blame")
{
    SmallCard card;
    Devices tried { "auto" };

    SECTION ("asked for by name")
    {
        card.engine->setSettings ({ "cuda", 1 });
        tried = { "cuda" };
    }

    SECTION ("a recipe that cannot be made")
    {
        card.inMaking = [] (const auto&) { throw UsageError ("No such class."); };
    }
    SECTION ("a cancelled job")
    {
        card.inMaking = [] (const auto&) { throw Cancelled(); };
    }
    SECTION ("what fails on the processor too")
    {
        card.inMaking = [] (const auto&) { throw Error ("The model is broken."); };
        tried = { "auto", "cpu" };
    }

    CHECK_FALSE (card.makesSound());
    CHECK (card.devices == tried);
    CHECK (card.engine->deviceNotice().empty());
    card.makesSound();
    CHECK (std::count (card.devices.begin(), card.devices.end(), "cpu") == (tried.size() == 2 ? 2 : 0));
}
