#pragma once

#include "CommandLine/RecipeOptions.h"
#include "Support/CancelToken.h"

namespace stochastick
{
struct NamedRecipe
{
    Recipe recipe;
    std::string name; ///< of the file, without ending
};

/** "kick-7" or "kick-tom-7". */
std::string nameOf (const Recipe& recipe);

/** Makes the sounds one after the other with one model, writes each when it is done, and says where: what all commands that
    make sounds share. Throws Error before anything is made when a file is there already. */
void makeSounds (const MakingOptions& options, const std::vector<NamedRecipe>& recipes, const CancelToken& cancel);

/** A sound file as a source for the model of the options. What it is: `classes` when given, else what its recipe says.
    @param fromOnset    see readSource()
    @param classOption  where the person says `classes` */
SourceSound sourceFor (const MakingOptions& options, const std::string& file, const std::string& classes, bool fromOnset,
                       const std::string& classOption = "--class");
} // namespace stochastick
