#pragma once

#include "Instrument/PadSettings.h"

#include <array>
#include <map>
#include <string>

namespace stochastick
{
/** What a host's project or a preset file holds. A plain value: any thread. */
struct PluginState
{
    std::map<std::string, float> parameters; ///< by id, in their own units; one that is missing takes its initial value
    std::array<int, padCount> notes {};      ///< MIDI 0…127; −1: none
    int selectedPad = 0;
    std::string session {}; ///< of Session::save()
};

/** JSON, version 1. */
std::string toText (const PluginState& state);

/** Throws Error with a sentence when the text is not such a state, or one of a newer version. */
PluginState stateFromText (const std::string& text);
} // namespace stochastick
