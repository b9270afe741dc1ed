#include "Audio/SoundFormat.h"

#include "Support/Error.h"
#include "Support/Nearest.h"

#include <algorithm>
#include <array>

namespace stochastick
{
namespace
{
struct Row
{
    SoundFormat format;
    const char* key;
    const char* extension;
};

constexpr std::array rows {
    Row { SoundFormat::wav16, "wav16", ".wav" },
    Row { SoundFormat::wav24, "wav24", ".wav" },
    Row { SoundFormat::wav32f, "wav32f", ".wav" },
    Row { SoundFormat::flac, "flac", ".flac" },
};

const Row& rowOf (SoundFormat format)
{
    return *std::find_if (rows.begin(), rows.end(), [format] (const Row& row) { return row.format == format; });
}
} // namespace

const std::vector<SoundFormat>& allSoundFormats()
{
    static const auto formats = [] {
        std::vector<SoundFormat> all;

        for (const auto& row : rows)
            all.push_back (row.format);

        return all;
    }();

    return formats;
}

std::string keyOf (SoundFormat format)
{
    return rowOf (format).key;
}

SoundFormat soundFormatFromKey (std::string_view key)
{
    std::vector<std::string> known;

    for (const auto& row : rows)
    {
        if (row.key == key)
            return row.format;

        known.emplace_back (row.key);
    }

    throw UsageError (unknownKeySentence ("sound format", key, known));
}

std::string extensionOf (SoundFormat format)
{
    return rowOf (format).extension;
}
} // namespace stochastick
