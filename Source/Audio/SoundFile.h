#pragma once

#include "Audio/MonoAudio.h"
#include "Audio/SoundFormat.h"

#include <filesystem>
#include <string>

namespace stochastick
{
/** Sounds are drums: a longer file is refused before it is loaded. */
inline constexpr double longestSoundSeconds = 600.0;

/** The longest comment that writeSoundFile takes, in bytes. */
inline constexpr std::size_t longestCommentBytes = 1024 * 1024;

/** Reads WAV, AIFF or FLAC of any sample type, 1 to 64 channels (averaged to mono) and 1000 to 384,000 Hz.
    Integer samples are divided by 2^(bits − 1), so that reading and writing at the same depth changes no bit.
    Throws Error when the path is no such file, is cut short, holds no samples, more than ten minutes of them, or one
    that is not a finite number. Any thread. */
MonoAudio readSoundFile (const std::filesystem::path& path);

/** How a sound is stored. */
struct StoredForm
{
    SoundFormat format;
    int sampleRate; ///< Hz
};

/** The form in which writeSoundFile comes nearest to this file: its own, for those that we wrote.
    Throws Error as readSoundFile does when the file cannot be opened. */
StoredForm storedFormOf (const std::filesystem::path& path);

/** The comment that writeSoundFile stored (for Stochastick's files: the recipe), another program's comment, or nothing.
    Throws Error as readSoundFile does when the file cannot be opened. */
std::string readComment (const std::filesystem::path& path);

/** Writes the sound whole or not at all; the same arguments give the same bytes.

    Integer formats clip to full scale and round to the nearest step, without dither; wav32f keeps what exceeds ±1.
    `comment` is UTF-8 text and comes back byte by byte from readComment: in FLAC it is the Vorbis comment COMMENT, in
    WAV a chunk "stoc" after the samples, because readers drop LIST/INFO texts of more than 2 KiB.
    Throws Error when the sound is empty or not finite, the comment too long, or the file cannot be written. */
void writeSoundFile (const std::filesystem::path& path, const MonoAudio& audio, SoundFormat format,
                     const std::string& comment = {});
} // namespace stochastick
