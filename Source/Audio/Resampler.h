#pragma once

#include "Audio/MonoAudio.h"

namespace stochastick
{
/** `best` leaves images and aliases below −90 dB (SRC_SINC_BEST_QUALITY); `fast` is for augmenting training data
    (SRC_SINC_FASTEST, −97 dB in a narrower band). */
enum class ResampleQuality
{
    best,
    fast
};

/** The sound at another sample rate, of 1000 to 384,000 Hz, by libsamplerate's best converter, without delay.
    The new length is round (length · ratio); the same rate gives a copy. Throws UsageError for other rates. Any thread. */
MonoAudio resample (const MonoAudio& audio, int sampleRate);

/** The samples stretched by `ratio` = new length / old length, 1/16 to 16: played at the old rate they are slower and
    lower for a ratio above 1. Throws UsageError for other ratios. Any thread. */
std::vector<float> resampleByRatio (const std::vector<float>& samples, double ratio, ResampleQuality quality);
} // namespace stochastick
