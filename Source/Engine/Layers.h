#pragma once

#include "Engine/Generator.h"

#include <string>
#include <vector>

namespace stochastick
{
struct ModelInfo;

/** Velocity layers and round robins of one drum: close neighbours of it, as strokes of one drum are of each other. */
struct LayerPlan
{
    int layers = 4;         ///< 1…16 ranges of velocity
    int roundRobins = 2;    ///< 1…16 sounds that take turns in each
    int key = 36;           ///< MIDI note, 0…127
    double darkening = 0.7; ///< octaves of brightness between the hardest and the softest stroke, 0…3
};

/** Throws UsageError when something lies out of range. */
void check (const LayerPlan& plan);

/** One recipe for each sound, softest layer first. @param base  a variation with its source and amount; seeds follow on
    from its seed. Softer strokes are asked to be darker where the model can be told so. */
std::vector<Recipe> layerRecipes (const Recipe& base, const LayerPlan& plan, const ModelInfo& info);

/** The highest velocity of a layer, 1…127; layer 0 is the softest. */
int highestVelocity (const LayerPlan& plan, int layer);

/** dBFS: as loud as MIDI's curve has it, 40·log10 of the velocity, and at least −31. */
double peakDbOf (const LayerPlan& plan, int layer);

/** Orders the sounds by brightness, gives each layer its level, and writes them with their recipes, NAME.sfz and a contact
    sheet into the folder, the SFZ last. The sounds come back as they were written. Every file is written whole or not at all.
    @param name  of the instrument and the beginning of the files' names */
std::vector<Sound> exportLayers (const std::filesystem::path& folder, const std::string& name, std::vector<Sound> sounds,
                                 const LayerPlan& plan, SoundFormat format, int sampleRate);

/** "snare-2-1": layer and round robin count from 1. */
std::string layerName (const std::string& name, const LayerPlan& plan, std::size_t index);
} // namespace stochastick
