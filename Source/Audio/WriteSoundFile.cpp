#include "Audio/RiffChunks.h"
#include "Audio/SoundFile.h"
#include "Audio/SoundFileHandle.h"
#include "Support/AtomicFile.h"
#include "Support/Error.h"

#include <algorithm>
#include <cmath>

namespace stochastick
{
namespace fs = std::filesystem;

namespace
{
[[noreturn]] void throwCannotWrite (const fs::path& path, const std::string& reason)
{
    throw Error ("Cannot write \"" + path.string() + "\": " + reason + '.');
}

bool isWav (SoundFormat format)
{
    return format != SoundFormat::flac;
}

int sndfileFormatOf (SoundFormat format)
{
    switch (format)
    {
        case SoundFormat::wav16: return SF_FORMAT_WAV | SF_FORMAT_PCM_16;
        case SoundFormat::wav24: return SF_FORMAT_WAV | SF_FORMAT_PCM_24;
        case SoundFormat::wav32f: return SF_FORMAT_WAV | SF_FORMAT_FLOAT;
        case SoundFormat::flac: break;
    }

    return SF_FORMAT_FLAC | SF_FORMAT_PCM_24;
}

void checkArguments (const fs::path& path, const MonoAudio& audio, const std::string& comment)
{
    if (audio.samples.empty())
        throwCannotWrite (path, "the sound is empty");

    if (! std::all_of (audio.samples.begin(), audio.samples.end(), [] (float sample) { return std::isfinite (sample); }))
        throwCannotWrite (path, "the sound holds samples that are not finite numbers (NaN or infinity)");

    if (comment.size() > longestCommentBytes)
        throwCannotWrite (path, "the text to store in it is longer than 1 MiB");

    if (comment.find ('\0') != std::string::npos)
        throwCannotWrite (path, "the text to store in it holds a zero byte");
}

/** Steps of the given depth in the upper bits, which is how libsndfile takes integers. Done here because libsndfile
    itself rounds towards minus infinity. */
std::vector<int> quantised (const std::vector<float>& samples, int bits)
{
    const double fullScale = std::ldexp (1.0, bits - 1);
    const int step = 1 << (32 - bits);
    std::vector<int> steps (samples.size());

    std::transform (samples.begin(), samples.end(), steps.begin(), [=] (float sample) {
        const auto nearest = std::clamp (std::nearbyint (sample * fullScale), -fullScale, fullScale - 1.0);
        return static_cast<int> (nearest) * step;
    });

    return steps;
}

bool writeSamples (SNDFILE* file, const std::vector<float>& samples, SoundFormat format)
{
    const auto count = static_cast<sf_count_t> (samples.size());

    if (format == SoundFormat::wav32f)
        return sf_writef_float (file, samples.data(), count) == count;

    return sf_writef_int (file, quantised (samples, format == SoundFormat::wav16 ? 16 : 24).data(), count) == count;
}

SoundFileHandle create (const fs::path& temporary, const fs::path& path, int sampleRate, SoundFormat format)
{
    SF_INFO info {};
    info.channels = 1;
    info.samplerate = sampleRate;
    info.format = sndfileFormatOf (format);
    SoundFileHandle file (sf_open (temporary.c_str(), SFM_WRITE, &info));

    if (file == nullptr)
        throwCannotWrite (path, "it cannot be created (" + sndfileReason() + ')');

    return file;
}

bool encode (SoundFileHandle file, const MonoAudio& audio, SoundFormat format, const std::string& comment)
{
    sf_command (file.get(), SFC_SET_ADD_PEAK_CHUNK, nullptr, SF_FALSE); // that chunk holds the time of day

    bool good = sf_set_string (file.get(), SF_STR_SOFTWARE, "Stochastick") == 0;

    if (! isWav (format) && ! comment.empty())
        good = good && sf_set_string (file.get(), SF_STR_COMMENT, comment.c_str()) == 0;

    good = good && writeSamples (file.get(), audio.samples, format);
    sf_write_sync (file.get());
    good = good && sf_error (file.get()) == SF_ERR_NO_ERROR;
    return sf_close (file.release()) == 0 && good;
}

/** A full disk shows itself late in FLAC: its encoder writes when the file is closed, and libsndfile does not tell. */
bool isWhole (const fs::path& temporary, const MonoAudio& audio, const std::string& comment)
{
    SF_INFO info {};
    const SoundFileHandle file (sf_open (temporary.c_str(), SFM_READ, &info));
    std::vector<float> block (4096);
    std::size_t frames = 0;

    if (file == nullptr || isCutShort (temporary))
        return false;

    while (const auto count = sf_readf_float (file.get(), block.data(), static_cast<sf_count_t> (block.size())))
        frames += static_cast<std::size_t> (count);

    return frames == audio.samples.size() && readComment (temporary) == comment;
}
} // namespace

void writeSoundFile (const fs::path& path, const MonoAudio& audio, SoundFormat format, const std::string& comment)
{
    checkArguments (path, audio, comment);

    writeAtomically (path, [&] (const fs::path& temporary) {
        const bool written = encode (create (temporary, path, audio.sampleRate, format), audio, format, comment)
                             && (! isWav (format) || comment.empty() || appendRiffChunk (temporary, "stoc", comment));

        if (! written || ! isWhole (temporary, audio, comment))
            throwCannotWrite (path, "the disk may be full, or the folder may be write-protected");
    });
}
} // namespace stochastick
