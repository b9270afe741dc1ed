#include "Audio/RiffChunks.h"
#include "Audio/SoundFile.h"
#include "Audio/SoundFileHandle.h"
#include "Support/Error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace stochastick
{
namespace fs = std::filesystem;

namespace
{
constexpr int mostChannels = 64;
constexpr int lowestRateHz = 1000;
constexpr int highestRateHz = 384000;

[[noreturn]] void throwCannotRead (const fs::path& path, const std::string& reason)
{
    throw Error ("Cannot read \"" + path.string() + "\": " + reason + '.');
}

void checkIsAFile (const fs::path& path)
{
    std::error_code ignored;

    if (! fs::exists (path, ignored))
        throwCannotRead (path, "there is no such file");

    if (fs::is_directory (path, ignored))
        throwCannotRead (path, "it is a folder, give the sound file in it");

    if (! fs::is_regular_file (path, ignored))
        throwCannotRead (path, "it is not a regular file");

    if (fs::file_size (path, ignored) == 0)
        throwCannotRead (path, "the file is empty (0 bytes)");
}

bool isReadFormat (int format)
{
    constexpr std::array<int, 5> known { SF_FORMAT_WAV, SF_FORMAT_WAVEX, SF_FORMAT_RF64, SF_FORMAT_AIFF, SF_FORMAT_FLAC };
    return std::find (known.begin(), known.end(), format & SF_FORMAT_TYPEMASK) != known.end();
}

SoundFileHandle openForReading (const fs::path& path, SF_INFO& info)
{
    checkIsAFile (path);
    SoundFileHandle file (sf_open (path.c_str(), SFM_READ, &info));

    if (file == nullptr && sf_error (nullptr) == SF_ERR_UNRECOGNISED_FORMAT)
        throwCannotRead (path, "it is not a WAV, AIFF or FLAC file");

    if (file == nullptr)
        throwCannotRead (path, "the file is damaged or of an unknown kind (" + sndfileReason() + ')');

    if (! isReadFormat (info.format))
        throwCannotRead (path, "it is not a WAV, AIFF or FLAC file; convert it first");

    return file;
}

void checkHeader (const fs::path& path, const SF_INFO& info)
{
    if (info.channels < 1 || info.channels > mostChannels)
        throwCannotRead (path, "its header says " + std::to_string (info.channels) + " channels, 1 to 64 can be read");

    if (info.samplerate < lowestRateHz || info.samplerate > highestRateHz)
        throwCannotRead (path, "its header says " + std::to_string (info.samplerate) + " Hz, 1000 to 384000 Hz can be read");

    if (info.frames <= 0)
        throwCannotRead (path, "it holds no samples");

    if (static_cast<double> (info.frames) > longestSoundSeconds * info.samplerate)
        throwCannotRead (path, "it is longer than 10 minutes, cut out the sound that you want");

    if (isCutShort (path))
        throwCannotRead (path, "the file is cut short, its header promises more samples; copy it again");
}

/** Averages the channels of what is left in the file. */
std::vector<float> readMono (SNDFILE* file, const SF_INFO& info)
{
    constexpr std::size_t blockFrames = 4096;
    const auto channels = static_cast<std::size_t> (info.channels);
    std::vector<float> block (blockFrames * channels); // (frames, channels)
    std::vector<float> mono;
    mono.reserve (static_cast<std::size_t> (info.frames));

    while (const auto count = sf_readf_float (file, block.data(), blockFrames))
    {
        for (std::size_t i = 0; i < static_cast<std::size_t> (count) * channels; i += channels)
        {
            const auto* frame = block.data() + i;
            mono.push_back (static_cast<float> (std::accumulate (frame, frame + channels, 0.0) / info.channels));
        }
    }

    return mono;
}
} // namespace

MonoAudio readSoundFile (const fs::path& path)
{
    SF_INFO info {};
    const auto file = openForReading (path, info);
    checkHeader (path, info);

    MonoAudio audio { readMono (file.get(), info), info.samplerate };

    if (audio.samples.size() < static_cast<std::size_t> (info.frames) || sf_error (file.get()) != SF_ERR_NO_ERROR)
        throwCannotRead (path, "the file is cut short or damaged, copy it again");

    for (const auto sample : audio.samples)
        if (! std::isfinite (sample))
            throwCannotRead (path, "it holds samples that are not finite numbers (NaN or infinity), export it again");

    return audio;
}

StoredForm storedFormOf (const fs::path& path)
{
    SF_INFO info {};
    openForReading (path, info);
    const auto bits = info.format & SF_FORMAT_SUBMASK;

    if ((info.format & SF_FORMAT_TYPEMASK) == SF_FORMAT_FLAC)
        return { SoundFormat::flac, info.samplerate };

    if (bits == SF_FORMAT_FLOAT || bits == SF_FORMAT_DOUBLE)
        return { SoundFormat::wav32f, info.samplerate };

    return { bits == SF_FORMAT_PCM_24 || bits == SF_FORMAT_PCM_32 ? SoundFormat::wav24 : SoundFormat::wav16,
             info.samplerate };
}

std::string readComment (const fs::path& path)
{
    SF_INFO info {};
    const auto file = openForReading (path, info);

    if (auto ours = readRiffChunk (path, "stoc"))
        return *ours;

    const auto* comment = sf_get_string (file.get(), SF_STR_COMMENT);
    return comment != nullptr ? comment : "";
}
} // namespace stochastick
