#pragma once

#include "Instrument/PadSettings.h"

#include <juce_audio_processors/juce_audio_processors.h>

#include <string_view>
#include <vector>

namespace stochastick
{
/** What a value is to a person: see ParameterText.h. */
enum class ParameterUnit
{
    decibels,
    pan,
    semitones,
    milliseconds,
    decay,
    cutoff,
    resonance,
    percent,
    onOff,
    chokeGroup,
    output
};

/** One knob or switch that every pad has. */
struct PadParameter
{
    std::string_view key;  ///< part of the id that projects and hosts store: never to be changed
    std::string_view name; ///< "Level"
    ParameterUnit unit = ParameterUnit::decibels;
    float least = 0.0f, most = 1.0f;
    float initial = 0.0f;
    float middle = 0.5f;   ///< where a knob stands upright
    float interval = 0.0f; ///< values lie on a grid of this, so that text and projects give back the very same
    void (*apply) (PadSettings&, float) = nullptr;
};

/** The order is that of the ids, and frozen: new ones go to the end. */
const std::vector<PadParameter>& allPadParameters();

/** Hats of the default kit choke each other; everything else starts alike on all pads. */
float initialValue (const PadParameter& parameter, int pad);

inline constexpr std::string_view masterLevelId = "master_level";

/** "pad01_level" … "pad16_one_shot" */
juce::String parameterId (int pad, std::string_view key);

/** All of a plugin: a group for each pad, then the master level. */
juce::AudioProcessorValueTreeState::ParameterLayout parameterLayout();
} // namespace stochastick
