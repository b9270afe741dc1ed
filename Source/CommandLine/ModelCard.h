#pragma once

#include "CommandLine/TrainingRun.h"

namespace stochastick
{
/** A model that was trained further on a person's sounds. */
struct TrainedFurther
{
    const TrainingRunOptions& run; ///< whose folder `out` is the model
    std::string from;              ///< name or folder of the model that it began as
    int judgedPerClass;            ///< sounds of each class to compare by
    std::vector<Example> heldOut;  ///< of the person's
};

/** Judges what it makes, and what the model made that it began as, beside the person's held-out sounds: as a table on standard
    output, and in CARD.md in its folder. Where they cannot be compared a line says why. Minutes. Throws Cancelled. */
void compareWithStart (const TrainedFurther& model, const CancelToken& cancel);
} // namespace stochastick
