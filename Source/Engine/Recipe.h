#pragma once

#include "Diffusion/GuidanceForm.h"
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
    static constexpr int version = 4;

    std::string model = "drums"; ///< name of its folder
    std::string weightHash;      ///< of the weights that made the sound; empty before it was made
    std::map<std::string, double> classes { { "kick", 1.0 } }; ///< weight of each class, > 0; normalised to sum 1
    std::map<std::string, double> descriptors; ///< what it should be, by Descriptor::key, in its unit; others are free
    double guidance = 1.5;                     ///< classifier-free, 1 is none; −10…20. Chosen in Models/drums/CARD.md
    double descriptorGuidance = 3.0;           ///< likewise, of the descriptors: how strictly they are followed. −10…20
    ClassifierGuidance classifier;
    bool asPublished = false; ///< with the quirks of CRASH's published code; for its networks only
    int steps = 15;           ///< noise levels, 1…1000; adaptive samplers choose their own, a written list has its length
    SamplerKind sampler = SamplerKind::dpmpp3mDamped;
    SamplerControls controls;
    ProcessSpec process;
    LevelPlan levels;
    Thresholding threshold;
    std::uint64_t seed = 0;
    double seconds = 0.0; ///< length; 0 for the model's own, or the first source's when regions of it are made anew
    RecipeStart start;
    Family family;
    std::vector<Region> regions; ///< of the first source that are made anew; none: all of it
    double keepBelowHz = 0.0;    ///< 20…2000: the lows of the first source are kept below it; 0: they are not
    FillMethod fill = FillMethod::replacement;
    int resamplings = 1;  ///< 1…20 times that each move is made while new parts fit themselves in (RePaint)
    double peakDb = -1.0; ///< dBFS, −60…0; where parts are kept, their own level stands
    int stopAfter = 0;    ///< moves after which the sound is taken as it is; 0: when it is done

    /** Whether anything of the first source is kept as it is. */
    bool keepsSome() const { return ! regions.empty() || keepBelowHz > 0.0; }

    bool operator== (const Recipe&) const = default;
};

struct ModelInfo;

/** Of a model that was distilled, the way it is meant to be run; of others, nothing changes.
    @param keepGuidance  whether the recipe's guidance is kept instead of none */
void adoptDistilled (Recipe& recipe, const ModelInfo& info, bool keepGuidance = false);

/** The sampler and steps with which new parts of a sound fit the kept ones: fresh noise in every move lets them. */
void useFillingSampler (Recipe& recipe);

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
