#include "Plugin/ProcessorTestTools.h"

#include <catch2/catch.hpp>

#include <chrono>
#include <filesystem>

using namespace processortest;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace
{
/** What this process holds open, with how many threads it runs. */
std::string openFiles()
{
    std::string names;

    for (const auto& entry : fs::directory_iterator ("/proc/self/fd"))
    {
        std::error_code ignored;
        names += fs::read_symlink (entry.path(), ignored).string() + '\n';
    }

    return names;
}

std::size_t threadCount()
{
    return static_cast<std::size_t> (std::distance (fs::directory_iterator ("/proc/self/task"), fs::directory_iterator()));
}
} // namespace

TEST_CASE ("a plugin is created, prepared and destroyed within 0.2 s, without a thread, a model or weights")
{
    const NoEngine engine;
    Processor warmUp (engine.make()); // a timer's thread, shared by all
    warmUp.prepareToPlay (48000.0, 512);
    const auto threads = threadCount();
    const auto start = std::chrono::steady_clock::now();

    {
        Processor processor (engine.make());
        processor.prepareToPlay (48000.0, 512);
        CHECK (threadCount() == threads);
        CHECK (openFiles().find ("safetensors") == std::string::npos);
    }

    CHECK (std::chrono::steady_clock::now() - start < std::chrono::milliseconds (200));
    CHECK (*engine.asked == 0);
}

TEST_CASE ("a new instrument plays sixteen sounds on General MIDI's keys")
{
    const NoEngine engine;
    Processor processor (engine.make());
    processor.prepareToPlay (44100.0, 512);

    for (auto pad = 0; pad < padCount; ++pad)
    {
        INFO ("pad " << pad);
        CHECK (processor.session().pad (pad).sound() != nullptr);
        CHECK_FALSE (processor.session().pad (pad).name.empty());
        CHECK (processor.noteOf (pad) == defaultNote (pad));
        CHECK (block (processor, 8192, note (defaultNote (pad), 0)).getMagnitude (0, 0, 8192) > 0.05f);
    }

    CHECK_FALSE (processor.session().canUndo());
    CHECK (processor.takeNotice() == "");
}

TEST_CASE ("of what the session says the last sentence is kept for the next editor, unless one is open")
{
    const NoEngine engine;
    Processor processor (engine.make());
    processor.session().drumify (0, "/nowhere/first.wav", 0.0);
    processor.session().drumify (0, "/nowhere/second.wav", 0.0);
    CHECK_THAT (processor.takeNotice(), Contains ("second.wav") && ! Contains ("first.wav"));
    CHECK (processor.takeNotice() == "");

    const std::unique_ptr<juce::AudioProcessorEditor> editor (processor.createEditorIfNeeded());
    processor.session().drumify (0, "/nowhere/third.wav", 0.0);
    CHECK (processor.takeNotice() == "");
    processor.editorBeingDeleted (editor.get());
}

TEST_CASE ("instances do not share what they play")
{
    Played one, other;
    other.processor.instrument().setSound (0, nullptr);
    CHECK (firstSound (block (other.processor, 64, note (35, 0))) == -1);
    CHECK (firstSound (block (one.processor, 64, note (35, 0))) == 0);
}
