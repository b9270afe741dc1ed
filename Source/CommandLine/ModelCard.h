#pragma once

#include "Training/DrumJudge.h"

namespace stochastick
{
/** What is to be said of a model that was trained further on a person's sounds. */
struct TrainedFurther
{
    std::string from;  ///< name or folder of the model that it began as
    std::string table; ///< before and after, as markdown
    const DrumSet& training;
    const DrumSet& heldOut;
};

/** CARD.md in the model's folder, beside its weights. Throws Error when it cannot be written. */
void writeModelCard (const std::filesystem::path& folder, const TrainedFurther& about);
} // namespace stochastick
