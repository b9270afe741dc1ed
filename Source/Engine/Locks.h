#pragma once

#include "Engine/Recipe.h"

#include <string_view>
#include <vector>

namespace stochastick
{
/** A part of a sound that stays while the rest changes. */
enum class Lock
{
    attack, ///< the first 20 ms from the onset
    body,   ///< from there to 40 % of its decay, at least 40 ms
    tail,   ///< the rest
    lows    ///< below a frequency, in all of it
};

/** Below which Lock::lows keeps a sound, unless a person says otherwise. */
inline constexpr double usualLowsHz = 150.0;

struct LockInfo
{
    Lock lock;
    std::string key;  ///< on the command line
    std::string name; ///< for people
};

const std::vector<LockInfo>& allLocks();

/** "attack,lows"; throws UsageError with the nearest known key. */
std::vector<Lock> parseLocks (std::string_view text);

/** Sets what the recipe keeps of its first source, which must be there.
    @param lowsHz   of Lock::lows
    @param seconds  length of the sound that is made
    Throws UsageError when nothing would be left to change. */
void keepLocked (Recipe& recipe, const std::vector<Lock>& locks, double lowsHz, double seconds);
} // namespace stochastick
