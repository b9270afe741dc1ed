#include "Parameters.h"
#include "Engine/Kit.h"
#include "ParameterText.h"

namespace stochastick
{
namespace
{
constexpr auto versionHint = 1;

constexpr PadSettings usual;

juce::String toJuce (std::string_view text)
{
    return { text.data(), text.size() };
}

juce::NormalisableRange<float> rangeOf (const PadParameter& parameter)
{
    juce::NormalisableRange<float> range (parameter.least, parameter.most, parameter.interval);
    range.setSkewForCentre (parameter.middle);
    return range;
}

std::unique_ptr<juce::RangedAudioParameter> makeKnob (const juce::ParameterID& id, const juce::String& name,
                                                      const PadParameter& parameter, float initial)
{
    const auto unit = parameter.unit;
    const auto attributes =
        juce::AudioParameterFloatAttributes()
            .withStringFromValueFunction ([unit] (float value, int) { return textOf (unit, value); })
            .withValueFromStringFunction ([unit] (const juce::String& text) { return valueOf (unit, text); });

    return std::make_unique<juce::AudioParameterFloat> (id, name, rangeOf (parameter), initial, attributes);
}

std::unique_ptr<juce::RangedAudioParameter> makeChoice (const juce::ParameterID& id, const juce::String& name,
                                                        const PadParameter& parameter, float initial)
{
    juce::StringArray choices;

    for (auto value = 0; value <= juce::roundToInt (parameter.most); ++value)
        choices.add (textOf (parameter.unit, static_cast<float> (value)));

    return std::make_unique<juce::AudioParameterChoice> (id, name, choices, juce::roundToInt (initial));
}

std::unique_ptr<juce::RangedAudioParameter> makeParameter (const PadParameter& parameter, int pad)
{
    const juce::ParameterID id (parameterId (pad, parameter.key), versionHint);
    const auto name = juce::String (pad + 1) + " " + toJuce (parameter.name);
    const auto initial = initialValue (parameter, pad);

    switch (parameter.unit)
    {
        case ParameterUnit::onOff: return std::make_unique<juce::AudioParameterBool> (id, name, initial > 0.5f);
        case ParameterUnit::chokeGroup:
        case ParameterUnit::output: return makeChoice (id, name, parameter, initial);
        default: return makeKnob (id, name, parameter, initial);
    }
}

PadParameter switchParameter (std::string_view key, std::string_view name, bool initial, void (*apply) (PadSettings&, float))
{
    return { key, name, ParameterUnit::onOff, 0, 1, initial ? 1.0f : 0.0f, 0.5f, 1, apply };
}

std::vector<PadParameter> makeTable()
{
    using enum ParameterUnit;
    using S = PadSettings;

    return {
        { "level", "Level", decibels, S::silentDb, 12, 0, -12, 0.01f, [] (S& s, float v) { s.levelDb = v; } },
        { "pan", "Pan", pan, -1, 1, 0, 0, 0.01f, [] (S& s, float v) { s.pan = v; } },
        { "tune", "Tune", semitones, -24, 24, 0, 0, 0.01f, [] (S& s, float v) { s.tuneSemitones = v; } },
        { "start", "Start", milliseconds, 0, 500, 0, 50, 0.01f, [] (S& s, float v) { s.startMs = v; } },
        { "attack", "Attack", milliseconds, 0, 500, 0, 50, 0.01f, [] (S& s, float v) { s.attackMs = v; } },
        { "decay", "Decay", decay, 10, S::longestDecayMs, usual.decayMs, 400, 0.01f, [] (S& s, float v) { s.decayMs = v; } },
        { "cutoff", "Cutoff", cutoff, 20, S::openCutoffHz, usual.cutoffHz, 640, 0.01f,
          [] (S& s, float v) { s.cutoffHz = v; } },
        { "resonance", "Resonance", resonance, 0.5f, 10, usual.resonance, 2, 0.001f,
          [] (S& s, float v) { s.resonance = v; } },
        { "velocity", "Velocity", percent, 0, 1, 1, 0.5f, 0.01f, [] (S& s, float v) { s.velocityToLevel = v; } },
        switchParameter ("mute", "Mute", false, [] (S& s, float v) { s.mute = v > 0.5f; }),
        switchParameter ("solo", "Solo", false, [] (S& s, float v) { s.solo = v > 0.5f; }),
        { "choke", "Choke", chokeGroup, 0, 8, 0, 4, 1, [] (S& s, float v) { s.chokeGroup = juce::roundToInt (v); } },
        { "output", "Output", output, 0, busCount - 1, 0, 4, 1, [] (S& s, float v) { s.bus = juce::roundToInt (v); } },
        switchParameter ("one_shot", "One shot", true, [] (S& s, float v) { s.oneShot = v > 0.5f; }),
    };
}

std::unique_ptr<juce::AudioProcessorParameterGroup> makeGroup (int pad)
{
    const auto number = juce::String (pad + 1);
    auto group =
        std::make_unique<juce::AudioProcessorParameterGroup> ("pad" + number.paddedLeft ('0', 2), "Pad " + number, " ");

    for (const auto& parameter : allPadParameters())
        group->addChild (makeParameter (parameter, pad));

    return group;
}
} // namespace

const std::vector<PadParameter>& allPadParameters()
{
    static const auto table = makeTable();
    return table;
}

float initialValue (const PadParameter& parameter, int pad)
{
    const auto& kit = generalMidiKit();
    const auto index = static_cast<std::size_t> (pad);

    if (parameter.unit == ParameterUnit::chokeGroup && index < kit.size())
        return static_cast<float> (kit[index].chokeGroup);

    return parameter.initial;
}

juce::String parameterId (int pad, std::string_view key)
{
    return "pad" + juce::String (pad + 1).paddedLeft ('0', 2) + "_" + toJuce (key);
}

juce::AudioProcessorValueTreeState::ParameterLayout parameterLayout()
{
    juce::AudioProcessorValueTreeState::ParameterLayout layout;

    for (auto pad = 0; pad < padCount; ++pad)
        layout.add (makeGroup (pad));

    layout.add (makeKnob ({ toJuce (masterLevelId), versionHint }, "Master level", allPadParameters().front(), 0.0f));
    return layout;
}
} // namespace stochastick
