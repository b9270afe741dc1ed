#pragma once

#include "Audio/SoundFile.h"
#include "CommandLine/ProgressLine.h"
#include "CommandLine/RecipeOptions.h"
#include "Support/CancelToken.h"

#include <map>

namespace stochastick
{
struct NamedRecipe
{
    Recipe recipe;
    std::string name;                  ///< of the file, without ending
    std::optional<StoredForm> form {}; ///< how it is written, where that is not for the options to say
};

/** The name of a file without folder and ending. */
inline std::string stemOf (const std::string& file)
{
    return std::filesystem::path (file).stem().string();
}

/** "kick-7" or "kick-tom-7". */
std::string nameOf (const Recipe& recipe);

/** With --within: measures the machine, chooses sampler, levels and steps for all the recipes, and says so. */
void chooseForTime (const MakingOptions& options, std::vector<NamedRecipe>& recipes, Generator& generator,
                    ProgressLine& line);

/** Says it when the device is not the expected one. */
void introduce (const Generator& generator, ProgressLine& line);

/** Makes the sounds one after the other with one model, writes each when it is done, and says where: what all commands that
    make sounds share. Throws Error before anything is made when a file is there already.
    @param previews  whether the sound as it was after each step is written too, as NAME-step-3.wav */
void makeSounds (const MakingOptions& options, std::vector<NamedRecipe> recipes, const CancelToken& cancel,
                 bool previews = false);

/** Whether a person's source is not a sound but a recipe, which has to be made first. */
bool isRecipeFile (const std::string& file);

/** What the recipe inside a file says that it is; empty when there is none. */
std::map<std::string, double> classesSaidBy (const std::string& file);

/** What a person names to start from. */
struct SourceRequest
{
    std::string file;                    ///< a sound, or the recipe of one
    std::string classes;                 ///< what it is; empty: what its recipe says
    bool fromOnset = true;               ///< see asSource()
    std::string classOption = "--class"; ///< where the person says `classes`
};

/** As a source for the model of the options; the sound of a recipe is made first. Throws Error, Cancelled. */
SourceSound sourceFor (const MakingOptions& options, const SourceRequest& request, const CancelToken& cancel);
} // namespace stochastick
