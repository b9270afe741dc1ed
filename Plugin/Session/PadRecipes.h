#pragma once

#include "Engine/Locks.h"
#include "Session/PadBook.h"

#include <filesystem>

namespace stochastick
{
// What each verb asks of the engine, from the pads as they are. All throw Error for what cannot be made.

/** A sound that is to be made, and what it is called. */
struct Request
{
    Recipe recipe {};
    std::string label {}; ///< of the candidate: "30 %"
    std::string take {};  ///< of the take: "Variation 30 %"
};

/** "30 %" */
std::string percent (double amount);

/** Short enough to be typed again. */
std::uint64_t drawnSeed();

Request generation (const Pad& pad);
Request draftOf (const Pad& pad); ///< by the student of its model, if there is one, or in few steps; the pad's seed

/** Neighbours of the pad's sound with new seeds. Classes and level are the sound's own, all else the pad's next recipe's. */
std::vector<Request> variations (const Pad& pad, double amount, const std::vector<Lock>& locks, int count);

/** The sounds between two pads' without the ends, evenly spread. */
std::vector<Request> inBetweens (const Pad& first, const Pad& second, int count);

/** Children with a share of each parent and something new. */
std::vector<Request> offspring (const Pad& first, const Pad& second, int count);

Request redone (const Pad& pad, const std::vector<Region>& regions);

/** One for each sound, softest layer first. */
std::vector<Request> layersOf (const Pad& pad, int layers, int roundRobins);

/** Sixteen, in the order of generalMidiKit(). @param base  model, sampler and all that is not the kit's */
std::vector<Request> kitOf (const Recipe& base, std::uint64_t seed, double family);

/** A file on the way to the pad's classes. */
struct Drumification
{
    Request request {};
    std::string notice {}; ///< a sentence when not all of the file is used
};

Drumification drumified (const Pad& pad, const std::filesystem::path& file, double amount);

/** The source of a recipe as a sound of its own, at the recipe's level. */
Sound untouched (const Recipe& recipe);
} // namespace stochastick
