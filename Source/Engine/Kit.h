#pragma once

#include "Engine/Generator.h"

#include <string>
#include <vector>

namespace stochastick
{
struct ModelInfo;

/** One pad of a kit: what it plays and on which key. */
struct KitPad
{
    int midiNote;     ///< General MIDI percussion map
    std::string name; ///< file name without ending
    std::string drumClass;
    int chokeGroup; ///< pads of a group above 0 cut each other off
};

/** Sixteen pads on General MIDI's notes: kicks, snares, rimshot, clap, three hats that choke, toms, cymbals, percussion. */
const std::vector<KitPad>& generalMidiKit();

std::filesystem::path fileOf (const KitPad& pad, const std::filesystem::path& folder, SoundFormat format);

/** The recipes of a kit from one seed; everything but class and seed is taken from `base`.
    @param family  0…1, how much the sounds have in common: their starting noise, and whether they are all bright or dark,
                   long or short, dense or open for what they are (as far as the model can be told) */
std::vector<Recipe> kitRecipes (const Recipe& base, double family, const ModelInfo& info);

/** Makes all as loud as the softest, writes each pad's sound with its recipe inside, kit.sfz and contact-sheet.png into the folder.
    `sounds` in the order of generalMidiKit(); toms are laid out from low to high, and the order in which the sounds were
    written comes back. Throws Error when something cannot be written; every file is written whole or not at all,
    kit.sfz last. */
std::vector<Sound> exportKit (const std::filesystem::path& folder, std::vector<Sound> sounds, SoundFormat format,
                              int sampleRate);
} // namespace stochastick
