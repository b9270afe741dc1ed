#include "Audio/MemoryFlac.h"

#include "Audio/SoundFileHandle.h"
#include "Support/Error.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace stochastick
{
namespace
{
constexpr float fullScale = 8388608.0f; // 2^23

/** A file in memory, as libsndfile's virtual files want it. */
struct MemoryFile
{
    std::string bytes;
    sf_count_t position = 0;

    sf_count_t size() const { return static_cast<sf_count_t> (bytes.size()); }

    static MemoryFile& of (void* self) { return *static_cast<MemoryFile*> (self); }

    static sf_count_t length (void* self) { return of (self).size(); }
    static sf_count_t tell (void* self) { return of (self).position; }

    static sf_count_t seek (sf_count_t offset, int whence, void* self)
    {
        auto& file = of (self);
        const auto base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? file.position : file.size();
        return file.position = std::max<sf_count_t> (0, base + offset);
    }

    static sf_count_t read (void* target, sf_count_t count, void* self)
    {
        auto& file = of (self);
        const auto available = std::clamp<sf_count_t> (file.size() - file.position, 0, count);
        std::memcpy (target, file.bytes.data() + file.position, static_cast<std::size_t> (available));
        file.position += available;
        return available;
    }

    static sf_count_t write (const void* source, sf_count_t count, void* self)
    {
        auto& file = of (self);

        if (file.position + count > file.size())
            file.bytes.resize (static_cast<std::size_t> (file.position + count));

        std::memcpy (file.bytes.data() + file.position, source, static_cast<std::size_t> (count));
        file.position += count;
        return count;
    }
};

SF_VIRTUAL_IO access()
{
    return { MemoryFile::length, MemoryFile::seek, MemoryFile::read, MemoryFile::write, MemoryFile::tell };
}
} // namespace

void quantiseTo24Bits (MonoAudio& audio)
{
    for (auto& sample : audio.samples)
        sample = std::clamp (std::nearbyint (sample * fullScale), -fullScale, fullScale - 1.0f) / fullScale;
}

std::string toFlac (const MonoAudio& audio)
{
    if (audio.samples.empty()
        || ! std::all_of (audio.samples.begin(), audio.samples.end(), [] (float x) { return std::isfinite (x); }))
        throw Error ("A sound that is empty or holds something that is no number cannot be stored.");

    auto rounded = audio;
    quantiseTo24Bits (rounded);
    std::vector<int> steps (audio.samples.size());
    std::transform (rounded.samples.begin(), rounded.samples.end(), steps.begin(),
                    [] (float x) { return static_cast<int> (x * fullScale) * 256; }); // in the upper bits

    MemoryFile memory;
    auto io = access();
    SF_INFO info {};
    info.channels = 1;
    info.samplerate = audio.sampleRate;
    info.format = SF_FORMAT_FLAC | SF_FORMAT_PCM_24;
    SoundFileHandle file (sf_open_virtual (&io, SFM_WRITE, &info, &memory));
    const auto count = static_cast<sf_count_t> (steps.size());

    if (file == nullptr || sf_writef_int (file.get(), steps.data(), count) != count || sf_close (file.release()) != 0)
        throw Error ("A sound of " + std::to_string (audio.sampleRate) + " Hz cannot be stored as FLAC.");

    return memory.bytes;
}

MonoAudio fromFlac (const std::string& bytes)
{
    MemoryFile memory { bytes };
    auto io = access();
    SF_INFO info {};
    const SoundFileHandle file (sf_open_virtual (&io, SFM_READ, &info, &memory));
    constexpr sf_count_t longest = 1 << 24;

    if (file == nullptr || info.channels != 1 || info.frames < 1 || info.frames > longest)
        throw Error ("A stored sound is damaged.");

    MonoAudio audio { std::vector<float> (static_cast<std::size_t> (info.frames)), info.samplerate };

    if (sf_readf_float (file.get(), audio.samples.data(), info.frames) != info.frames)
        throw Error ("A stored sound is damaged.");

    return audio;
}
} // namespace stochastick
