#pragma once

#include "CommandLine/MakeSounds.h"

namespace stochastick
{
/** What the commands that make sounds from two sounds share. */
struct PairOptions : MakingOptions
{
    std::string first, second, firstClasses, secondClasses;
    int count = 1;

    /** Reads the sounds and the other options into the recipe. Throws Error, Cancelled. */
    void resolvePair (const CancelToken& cancel);

    /** "kick-7-LINK-kick-9-END" */
    std::string nameOfPair (const std::string& link, const std::string& end) const
    {
        return stemOf (first) + '-' + link + '-' + stemOf (second) + '-' + end;
    }
};

/** The two sounds and their classes, --count, and how a sound is made: encoded and back again unless said otherwise. */
void addPairOptions (CLI::App& command, PairOptions& options, const std::string& countHelp);
} // namespace stochastick
