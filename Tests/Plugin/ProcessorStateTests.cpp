#include "Plugin/ProcessorTestTools.h"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <thread>

namespace juce
{
bool dispatchNextMessageOnSystemQueue (bool returnIfNoPendingMessages); // as JUCE's own wrappers declare it
}

using namespace processortest;
using Catch::Matchers::Contains;

namespace
{
std::string stateOf (Processor& processor)
{
    juce::MemoryBlock block;
    processor.getStateInformation (block);
    return block.toString().toStdString();
}

void restore (Processor& processor, const std::string& text)
{
    processor.setStateInformation (text.data(), static_cast<int> (text.size()));
}

std::string replaced (std::string text, const std::string& what, const std::string& with)
{
    const auto at = text.find (what);
    REQUIRE (at != std::string::npos);
    return text.replace (at, what.size(), with);
}

/** The message thread, which is this one, at work. */
void runLoop (const std::function<bool()>& isOver)
{
    while (! isOver())
        if (! juce::dispatchNextMessageOnSystemQueue (true))
            std::this_thread::sleep_for (std::chrono::milliseconds (1));
}

/** The same until another thread has ended. */
void runLoopBeside (const std::function<void()>& otherThread)
{
    std::atomic<bool> done { false };
    std::thread thread ([&] {
        otherThread();
        done = true;
    });

    runLoop ([&] { return done.load(); });
    thread.join();
}

struct Changed
{
    NoEngine engine {};
    Processor processor { engine.make() };

    Changed()
    {
        set (processor, "pad03_cutoff", 1234.56f);
        set (processor, "pad16_output", 5.0f);
        set (processor, "pad07_solo", 1.0f);
        processor.setNote (4, 99);
        processor.setNote (5, -1);
        processor.selectPad (9);
        processor.session().setName (2, "Ångström “x”");
        processor.session().clear (6);
    }
};

/** Another thread of the host's that saves in the middle of a restoration, before the pads have changed. */
struct SavesMeanwhile : Session::Listener
{
    explicit SavesMeanwhile (Processor& toSave)
        : processor (toSave)
    {
        processor.session().addListener (this);
    }

    ~SavesMeanwhile() override { processor.session().removeListener (this); }

    void jobsChanged() override
    {
        std::thread ([this] { seen = stateOf (processor); }).join();
    }

    Processor& processor;
    std::string seen {};
};
} // namespace

TEST_CASE ("a project brings back parameters, keys, the selected pad, names and sounds")
{
    Changed saved;
    const auto text = stateOf (saved.processor);

    NoEngine engine;
    Processor processor (engine.make());
    restore (processor, text);

    CHECK (processor.takeNotice() == "");
    CHECK (get (processor, "pad03_cutoff") == Approx (1234.56f));
    CHECK (get (processor, "pad16_output") == 5.0f);
    CHECK (get (processor, "pad07_solo") == 1.0f);
    CHECK (processor.noteOf (4) == 99);
    CHECK (processor.noteOf (5) == -1);
    CHECK (processor.selectedPad() == 9);
    CHECK (processor.session().pad (2).name == "Ångström “x”");
    CHECK (processor.session().pad (6).sound() == nullptr);
    REQUIRE (processor.session().pad (0).sound() != nullptr);
    CHECK (processor.session().pad (0).sound()->audio.samples == saved.processor.session().pad (0).sound()->audio.samples);
}

TEST_CASE ("a project that is saved, opened and saved again is the same to the last byte")
{
    Changed first;
    const auto text = stateOf (first.processor);
    NoEngine engine;
    Processor second (engine.make());
    restore (second, text);
    CHECK (stateOf (second) == text);
}

TEST_CASE ("a parameter that a project does not know takes its initial value, one that is not ours is passed over")
{
    Changed saved;
    auto text = replaced (stateOf (saved.processor), "\"pad03_cutoff\"", "\"pad03_of_the_future\"");
    restore (saved.processor, text);
    CHECK (get (saved.processor, "pad03_cutoff") == 20000.0f);
    CHECK (get (saved.processor, "pad16_output") == 5.0f);
}

TEST_CASE ("what is no state changes nothing and is said in a sentence")
{
    Changed kept;
    auto& processor = kept.processor;
    const auto before = stateOf (processor);

    const auto refused = [&] (const std::string& text) {
        restore (processor, text);
        CHECK (stateOf (processor) == before);
        return processor.takeNotice();
    };

    constexpr std::size_t depth = 300000;
    const auto deep = "{\"format\":\"Stochastick\",\"version\":1,\"parameters\":" + std::string (depth, '[')
                      + std::string (depth, ']') + '}';

    for (const auto& text : { deep, std::string(), std::string ("VST preset of another plugin"), std::string ("{}"),
                              std::string ("[1,2"), std::string (64, '\0'), before.substr (0, before.size() / 2) })
        CHECK_THAT (refused (text), Contains ("nothing was changed") && Contains ("."));

    CHECK_THAT (refused (replaced (before, "\"version\":1}", "\"version\":2}")), Contains ("newer Stochastick"));
    CHECK_THAT (refused (replaced (before, "\"version\":1}", "\"version\":4294967297}")), Contains ("newer Stochastick"));
    CHECK_THAT (refused (replaced (before, "\"notes\":[", "\"notes\":[1,")), Contains ("notes"));
    CHECK_THAT (refused (replaced (before, "\"notes\":[35", "\"notes\":[4294967297")), Contains ("note"));
    CHECK_THAT (refused (replaced (before, "\"notes\":[35", "\"notes\":[128")), Contains ("note"));
    CHECK_THAT (refused (replaced (before, "\"pad16_output\":5.0", "\"pad16_output\":\"5\"")), Contains ("pad16_output"));
    CHECK_FALSE (refused (replaced (before, "\"session\":\"", "\"session\":\"x")).empty());
    CHECK (processor.takeNotice() == ""); // said once
}

TEST_CASE ("values outside their ranges are brought into them")
{
    Changed kept;
    restore (kept.processor, replaced (stateOf (kept.processor), "\"pad16_output\":5.0", "\"pad16_output\":1e30"));
    CHECK (get (kept.processor, "pad16_output") == 7.0f);
}

TEST_CASE ("a host may save and restore on any thread while the message thread runs")
{
    Changed saved;
    NoEngine engine;
    Processor processor (engine.make());
    std::string text;

    runLoopBeside ([&] { text = stateOf (saved.processor); });
    runLoopBeside ([&] { restore (processor, text); });
    CHECK (stateOf (processor) == stateOf (saved.processor));
}

TEST_CASE ("a host that holds up the message thread while it saves gets what is there now")
{
    Changed changed;
    stateOf (changed.processor);
    changed.processor.session().setName (2, "Newest");
    std::string seen;
    std::thread ([&] { seen = stateOf (changed.processor); }).join();

    CHECK (seen.find ("Newest") != std::string::npos);
    CHECK ((seen == stateOf (changed.processor))); // in brackets: the texts are long
}

TEST_CASE ("a host that holds up the message thread while it restores gets the state once it lets go")
{
    Changed saved;
    const auto text = stateOf (saved.processor);
    NoEngine engine;
    Processor processor (engine.make());
    std::string seen;

    std::thread host ([&] {
        restore (processor, text);
        seen = stateOf (processor);
    });
    host.join(); // a MessageManagerLock in there would never return

    CHECK (seen == text);
    CHECK (get (processor, "pad03_cutoff") == Approx (1234.56f));
    SavesMeanwhile saver (processor);
    runLoop ([&, end = std::chrono::steady_clock::now() + std::chrono::seconds (2)] {
        return processor.session().pad (2).name == "Ångström “x”" || std::chrono::steady_clock::now() > end;
    });
    CHECK (processor.session().pad (2).name == "Ångström “x”");
    CHECK (stateOf (processor) == text);
    CHECK ((saver.seen == text));
}

TEST_CASE ("a host that holds up the message thread while it restores what is no project changes nothing")
{
    Changed saved;
    const auto text = stateOf (saved.processor), bad = replaced (text, "\"session\":\"", "\"session\":\"x");
    NoEngine engine;
    Processor processor (engine.make());
    const auto before = stateOf (processor);
    std::string afterBad, afterGoodAndBad, notice;

    std::thread host ([&] {
        restore (processor, bad);
        notice = processor.takeNotice();
        afterBad = stateOf (processor);
        restore (processor, text);
        restore (processor, bad);
        afterGoodAndBad = stateOf (processor);
    });
    host.join();

    CHECK ((afterBad == before)); // in brackets: the texts are long
    CHECK_FALSE (notice.empty());
    CHECK ((afterGoodAndBad == text));
    runLoop ([&, end = std::chrono::steady_clock::now() + std::chrono::seconds (2)] {
        return processor.session().pad (2).name == "Ångström “x”" || std::chrono::steady_clock::now() > end;
    });
    CHECK (processor.session().pad (2).name == "Ångström “x”");
    CHECK ((stateOf (processor) == text));
}

TEST_CASE ("what was said of a project is forgotten when another one comes")
{
    Changed kept;
    kept.processor.session().drumify (0, "/nowhere/kick.wav", 0.0);
    restore (kept.processor, stateOf (kept.processor));
    CHECK (kept.processor.takeNotice() == "");
}

TEST_CASE ("a preset file holds all that a project does")
{
    const auto file = std::filesystem::temp_directory_path() / "processor-state-tests.stochastick";
    Changed saved;
    REQUIRE (saved.processor.savePreset (file).empty());

    NoEngine engine;
    Processor processor (engine.make());
    processor.session().setName (0, "Mine");
    const auto before = stateOf (processor);
    CHECK (processor.loadPreset (file).empty());
    CHECK (stateOf (processor) == stateOf (saved.processor));
    CHECK (processor.returnToReplacedKit().empty());
    CHECK (stateOf (processor) == before);
    CHECK (processor.loadPreset (file).empty());

    std::ofstream (file) << "something else";
    CHECK_THAT (processor.loadPreset (file), Contains ("nothing was changed"));
    std::filesystem::remove (file);
    CHECK_THAT (processor.loadPreset (file), Contains (file.string()));
    CHECK_THAT (processor.loadPreset (file.parent_path()), Contains ("cannot be read")); // a folder
    CHECK_THAT (processor.savePreset (file / "nowhere"), Contains ("nowhere"));
    CHECK (stateOf (processor) == stateOf (saved.processor));
}
