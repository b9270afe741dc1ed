#pragma once

#include "Training/Dataset.h"

#include <functional>

namespace stochastick
{
/** A sound that a person should listen to before a model learns from it. */
struct DoubtfulSound
{
    Example sound;
    std::string why; ///< a phrase: "sounds like a tom (98 %)"
};

struct DatasetDoubts
{
    std::vector<std::string> unusable; ///< one sentence for each file that cannot be used
    std::vector<DoubtfulSound> doubtful;
    std::size_t checked = 0; ///< sounds that were read
};

/** Looks for what spoils a model: files that cannot be used, clipped sounds, the same sound on both sides of the split (a
    model would be judged by what it was trained on), and sounds that a classifier, trained on all the others but their own
    takes, is sure to be of another class.
    A minute for a thousand sounds. One thread at a time. Throws Error as loadDataset(). */
DatasetDoubts checkDataset (const DatasetRequest& request,
                            const std::function<void (double done, const std::string& what)>& report);
} // namespace stochastick
