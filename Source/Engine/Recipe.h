#pragma once

#include "Diffusion/NoiseLevels.h"
#include "Diffusion/Process.h"
#include "Diffusion/SamplerTable.h"
#include "Diffusion/Thresholding.h"
#include "Engine/RecipeStart.h"

#include <cstdint>
#include <map>
#include <string>

namespace stochastick
{
/** Everything that was asked for, as one plain value: the same recipe gives the same sound.
    Stored in every exported file and in the host's state, as JSON. Any thread. */
struct Recipe
{
    static constexpr int version = 2;

    std::string model = "drums"; ///< name of its folder
    std::string weightHash;      ///< of the weights that made the sound; empty before it was made
    std::map<std::string, double> classes { { "kick", 1.0 } }; ///< weight of each class, > 0; normalised to sum 1
    double guidance = 2.0; ///< classifier-free, 1 is none; −10…20. 2 names itself better than 1 (Models/drums/CARD.md)
    int steps = 15;        ///< noise levels, 1…1000; adaptive samplers choose their own, a written list has its length
    SamplerKind sampler = SamplerKind::dpmpp2m;
    SamplerControls controls;
    ProcessSpec process;
    LevelPlan levels;
    Thresholding threshold;
    std::uint64_t seed = 0;
    double seconds = 0.0; ///< length; 0 for the model's own, or the first source's when regions of it are made anew
    RecipeStart start;
    std::vector<Region> regions; ///< of the first source that are made anew; none: all of it
    int resamplings = 1;         ///< 1…20 times that each move is made while regions fit themselves in (RePaint)

    bool operator== (const Recipe&) const = default;
};

/** Throws UsageError, naming the value and its range, when something lies outside it. */
void check (const Recipe& recipe);

std::string toJson (const Recipe& recipe);

/** Reads recipes of this version and of all earlier ones.
    Throws Error when the text is no recipe, holds values out of range or comes from a newer version. */
Recipe recipeFromJson (const std::string& text);

/** "kick" or "kick:0.7,tom:0.3"; throws UsageError that shows the form. The names are checked by the model. */
std::map<std::string, double> parseClasses (const std::string& text);
std::string classesText (const std::map<std::string, double>& classes);
} // namespace stochastick
