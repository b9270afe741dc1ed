#include "FactoryKit.h"
#include "Plugin/ProcessorTestTools.h"
#include "Session/ProjectText.h"

#include <catch2/catch.hpp>

#include <set>

using namespace processortest;

namespace
{
PluginState stateOf (const FactoryKit& kit)
{
    return stateFromText (std::string (kit.text));
}

std::string saved (Processor& processor)
{
    juce::MemoryBlock block;
    processor.getStateInformation (block);
    return block.toString().toStdString();
}

Samples playedBy (Processor& processor, int key)
{
    processor.prepareToPlay (44100.0, 512);
    const auto heard = block (processor, 4096, note (key, 0));
    return { heard.getReadPointer (0), heard.getReadPointer (0) + heard.getNumSamples() };
}

/** An instrument with sounds, parameters and keys of a person's own. */
struct Owned
{
    NoEngine engine {};
    Processor processor { engine.make() };

    Owned()
    {
        processor.session().setName (0, "Mine");
        processor.session().swapPads (1, 9);
        set (processor, "pad03_cutoff", 1234.56f);
        processor.setNote (4, 99);
    }

    std::string load (std::size_t kit) { return processor.loadFactoryKit (factoryKits().at (kit)); }
};
} // namespace

TEST_CASE ("every factory kit holds sixteen sounds that are audible, finite and below full scale")
{
    for (const auto& kit : factoryKits())
    {
        INFO (kit.name);
        const auto pads = padsFromText (stateOf (kit).session);

        for (const auto& pad : pads)
        {
            INFO (pad.name);
            REQUIRE (pad.sound() != nullptr);
            auto peak = 0.0f;

            for (const auto sample : pad.sound()->audio.samples)
            {
                REQUIRE (std::isfinite (sample));
                peak = std::max (peak, std::abs (sample));
            }

            CHECK (peak > 0.05f);
            CHECK (peak < 1.0f);
        }
    }
}

TEST_CASE ("factory kits differ in their names, and no sound of one is in another")
{
    std::set<std::string_view> names;
    std::set<Samples> sounds;

    for (const auto& kit : factoryKits())
    {
        names.insert (kit.name);

        for (const auto& pad : padsFromText (stateOf (kit).session))
            sounds.insert (pad.sound()->audio.samples);
    }

    CHECK (names.size() == factoryKits().size());
    CHECK (sounds.size() == factoryKits().size() * static_cast<std::size_t> (padCount)); // else: `make factory-kit`
}

TEST_CASE ("a new instrument plays the first factory kit")
{
    NoEngine engine;
    Processor processor (engine.make());
    const auto pads = padsFromText (stateOf (factoryKits().front()).session);
    CHECK (factoryKits().front().name == "Default");
    CHECK (processor.session().pad (3).sound()->audio.samples == pads[3].sound()->audio.samples);
    CHECK_FALSE (processor.canReturnToReplacedKit());
}

TEST_CASE ("a note plays the factory kit that was loaded last, with the parameters and keys of a new instrument")
{
    for (std::size_t kit = 0; kit < factoryKits().size(); ++kit)
    {
        INFO (factoryKits()[kit].name);
        Owned owned;
        const auto before = playedBy (owned.processor, 36);
        const auto pads = padsFromText (stateOf (factoryKits()[kit]).session);
        REQUIRE (owned.load (kit) == "");

        CHECK (playedBy (owned.processor, 36) != before);
        CHECK (owned.processor.session().pad (1).sound()->audio.samples == pads[1].sound()->audio.samples);
        CHECK (get (owned.processor, "pad03_cutoff") == 20000.0f);
        CHECK (owned.processor.noteOf (4) == defaultNote (4));
    }
}

TEST_CASE ("a factory kit that was loaded and changed comes back with the project")
{
    Owned owned;
    REQUIRE (owned.load (2) == "");
    owned.processor.session().clear (6);
    set (owned.processor, "pad16_output", 5.0f);
    const auto text = saved (owned.processor);

    NoEngine engine;
    Processor reopened (engine.make());
    reopened.setStateInformation (text.data(), static_cast<int> (text.size()));
    CHECK (reopened.takeNotice() == "");
    CHECK ((saved (reopened) == text)); // in brackets: the texts are long
    CHECK (reopened.session().pad (6).sound() == nullptr);
    CHECK (playedBy (reopened, 36) == playedBy (owned.processor, 36));
}

TEST_CASE ("what a person made is returned to, however many factory kits were listened to since")
{
    Owned owned;
    const auto before = saved (owned.processor);

    for (std::size_t i = 0; i < 12; ++i)
        REQUIRE (owned.load (i % factoryKits().size()) == "");

    REQUIRE (owned.processor.canReturnToReplacedKit());
    CHECK (owned.processor.returnToReplacedKit() == "");
    CHECK ((saved (owned.processor) == before));
    CHECK_FALSE (owned.processor.canReturnToReplacedKit()); // the factory kits themselves are in the menu
    CHECK (owned.processor.returnToReplacedKit() == "");
    CHECK ((saved (owned.processor) == before));
}

TEST_CASE ("a factory kit that was changed is returned to in turn")
{
    Owned owned;
    const auto first = saved (owned.processor);
    owned.load (1);
    owned.processor.session().setName (0, "Mine, too");
    const auto second = saved (owned.processor);
    owned.load (2);
    owned.processor.session().setName (0, "And mine");
    const auto third = saved (owned.processor);

    for (const auto& expected : { second, first, third, second })
    {
        CHECK (owned.processor.returnToReplacedKit() == "");
        CHECK ((saved (owned.processor) == expected));
    }
}

TEST_CASE ("the host hears of a kit that was opened, not of a project that it restores itself")
{
    struct Host : juce::AudioProcessorListener
    {
        void audioProcessorParameterChanged (juce::AudioProcessor*, int, float) override {}
        void audioProcessorChanged (juce::AudioProcessor*, const ChangeDetails& details) override
        {
            changes += details.nonParameterStateChanged ? 1 : 0;
        }

        int changes = 0;
    };

    Owned owned;
    const auto text = saved (owned.processor);
    Host host;
    owned.processor.addListener (&host);
    owned.load (1);
    CHECK (host.changes == 1);
    owned.processor.returnToReplacedKit();
    CHECK (host.changes == 2);
    owned.processor.setStateInformation (text.data(), static_cast<int> (text.size()));
    CHECK (host.changes == 2);
    owned.processor.removeListener (&host);
}
