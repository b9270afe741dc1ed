#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace stochastick
{
/** What sounds are written as. FLAC is written with 24 bits. */
enum class SoundFormat
{
    wav16,
    wav24,
    wav32f,
    flac
};

/** In the order in which they are offered. */
const std::vector<SoundFormat>& allSoundFormats();

/** The name on the command line and in settings: wav16, wav24, wav32f, flac. */
std::string keyOf (SoundFormat format);

/** Throws UsageError that names the nearest key. */
SoundFormat soundFormatFromKey (std::string_view key);

/** ".wav" or ".flac". */
std::string extensionOf (SoundFormat format);
} // namespace stochastick
