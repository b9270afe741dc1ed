#include "ParameterText.h"
#include "Plugin/ProcessorTestTools.h"

#include <catch2/catch.hpp>

#include <fstream>

using namespace processortest;

namespace
{
std::vector<std::string> frozenIds()
{
    std::ifstream file (STOCHASTICK_PARAMETER_IDS);
    std::vector<std::string> ids;

    for (std::string line; std::getline (file, line);)
        if (! line.empty() && line.front() != '#')
            ids.push_back (line);

    return ids;
}

std::vector<std::string> idsOf (const Processor& processor)
{
    std::vector<std::string> ids;

    for (const auto* parameter : processor.getParameters())
        ids.push_back (dynamic_cast<const juce::AudioProcessorParameterWithID&> (*parameter).paramID.toStdString());

    return ids;
}

std::string textAt (Processor& processor, const juce::String& id, float value)
{
    const auto* parameter = processor.parameters().getParameter (id);
    return parameter->getText (parameter->convertTo0to1 (value), 64).toStdString();
}

float typed (Processor& processor, const juce::String& id, const char* text)
{
    const auto* parameter = processor.parameters().getParameter (id);
    return parameter->convertFrom0to1 (parameter->getValueForText (juce::String::fromUTF8 (text)));
}
} // namespace

TEST_CASE ("the ids of all parameters and their order are those that projects have stored")
{
    const Played played;
    CHECK (idsOf (played.processor) == frozenIds());
}

TEST_CASE ("every parameter keeps version hint 1, by which hosts know it")
{
    const Played played;

    for (const auto* parameter : played.processor.getParameters())
        CHECK (parameter->getVersionHint() == 1);
}

TEST_CASE ("a new instrument's parameters are the instrument's own defaults, but that hats choke each other")
{
    for (auto pad = 0; pad < padCount; ++pad)
    {
        PadSettings settings;

        for (const auto& parameter : allPadParameters())
            parameter.apply (settings, initialValue (parameter, pad));

        const auto isHat = defaultNote (pad) == 42 || defaultNote (pad) == 44 || defaultNote (pad) == 46;
        CHECK ((settings.chokeGroup > 0) == isHat);
        settings.chokeGroup = 0;
        CHECK (settings == PadSettings {});
    }
}

TEST_CASE ("the ends of every range are the instrument's")
{
    for (const auto& parameter : allPadParameters())
        for (const auto value : { parameter.least, parameter.most })
        {
            PadSettings settings;
            parameter.apply (settings, value);
            INFO (parameter.key << " " << value);
            CHECK (inRange (settings) == settings);
        }
}

TEST_CASE ("values are shown with their unit")
{
    Played played;
    auto& processor = played.processor;

    CHECK (textAt (processor, "pad01_level", -6.0f) == "−6.0 dB");
    CHECK (textAt (processor, "pad01_level", 3.0f) == "+3.0 dB");
    CHECK (textAt (processor, "pad01_level", -0.01f) == "0.0 dB");
    CHECK (textAt (processor, "master_level", -60.0f) == "−∞ dB");
    CHECK (textAt (processor, "pad02_pan", -0.5f) == "50 L");
    CHECK (textAt (processor, "pad02_pan", 0.0f) == "C");
    CHECK (textAt (processor, "pad16_tune", -2.5f) == "−2.50 st");
    CHECK (textAt (processor, "pad03_attack", 12.0f) == "12.0 ms");
    CHECK (textAt (processor, "pad03_decay", 350.0f) == "350 ms");
    CHECK (textAt (processor, "pad03_decay", 1200.0f) == "1.20 s");
    CHECK (textAt (processor, "pad03_decay", 10000.0f) == "Off");
    CHECK (textAt (processor, "pad04_cutoff", 440.0f) == "440 Hz");
    CHECK (textAt (processor, "pad04_cutoff", 1200.0f) == "1.20 kHz");
    CHECK (textAt (processor, "pad04_cutoff", 20000.0f) == "Open");
    CHECK (textAt (processor, "pad04_velocity", 0.25f) == "25 %");
    CHECK (textAt (processor, "pad04_choke", 0.0f) == "None");
    CHECK (textAt (processor, "pad04_output", 2.0f) == "Out 3");
    CHECK (textAt (processor, "pad04_mute", 1.0f) == "On");
}

TEST_CASE ("what a person types is understood with and without its unit")
{
    Played played;
    auto& processor = played.processor;

    CHECK (typed (processor, "pad01_level", "-6") == Approx (-6.0f));
    CHECK (typed (processor, "pad01_level", "−6,5 dB") == Approx (-6.5f));
    CHECK (typed (processor, "pad01_level", "-inf") == Approx (-60.0f));
    CHECK (typed (processor, "pad02_pan", "50 L") == Approx (-0.5f));
    CHECK (typed (processor, "pad02_pan", "25R") == Approx (0.25f));
    CHECK (typed (processor, "pad02_pan", "C") == Approx (0.0f).margin (1e-6));
    CHECK (typed (processor, "pad03_decay", "1.2 s") == Approx (1200.0f));
    CHECK (typed (processor, "pad03_decay", "350 ms") == Approx (350.0f));
    CHECK (typed (processor, "pad03_decay", "Off") == Approx (10000.0f));
    CHECK (typed (processor, "pad04_cutoff", "1.2k") == Approx (1200.0f));
    CHECK (typed (processor, "pad04_cutoff", "Open") == Approx (20000.0f));
    CHECK (typed (processor, "pad04_velocity", "25 %") == Approx (0.25f));
    CHECK (typed (processor, "pad04_output", "Out 3") == Approx (2.0f));
}

TEST_CASE ("what a parameter shows is understood again, all over its range")
{
    for (const auto& parameter : allPadParameters())
        for (auto part = 0; part <= 20; ++part)
        {
            const auto value = parameter.least + (parameter.most - parameter.least) * static_cast<float> (part) / 20.0f;
            const auto text = textOf (parameter.unit, value);
            INFO (parameter.key << " " << text);
            CHECK (textOf (parameter.unit, valueOf (parameter.unit, text)) == text);
        }
}

TEST_CASE ("keys are named as most programs name them")
{
    CHECK (noteName (60) == "C4");
    CHECK (noteName (36) == "C2");
    CHECK (noteName (-1) == juce::String::fromUTF8 ("–"));
}
