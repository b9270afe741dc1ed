#pragma once

#include <memory>
#include <sndfile.h>
#include <string>

namespace stochastick
{
struct SoundFileCloser
{
    void operator() (SNDFILE* file) const { sf_close (file); }
};

/** An open libsndfile file. To learn whether closing worked, release() it and call sf_close. */
using SoundFileHandle = std::unique_ptr<SNDFILE, SoundFileCloser>;

/** Why the last sf_open failed, in libsndfile's words, to stand inside a sentence: without a full stop. */
std::string sndfileReason();
} // namespace stochastick
