#include "Audio/RiffChunks.h"

#include <algorithm>
#include <array>
#include <fstream>

namespace stochastick
{
namespace fs = std::filesystem;

namespace
{
constexpr std::uint64_t unknownLengthBytes = 0x7ffff000; // SoX writes this one into pipes, FFmpeg 0xffffffff
constexpr std::uint64_t longestTextBytes = 1 << 20;

std::string readBytes (std::istream& stream, std::size_t count)
{
    std::string bytes (count, '\0');
    stream.read (bytes.data(), static_cast<std::streamsize> (count));
    bytes.resize (static_cast<std::size_t> (stream.gcount()));
    return bytes;
}

std::uint64_t number (std::string_view fourBytes, bool bigEndian)
{
    std::uint64_t value = 0;

    for (std::size_t i = 0; i < 4; ++i)
        value = value << 8 | static_cast<unsigned char> (fourBytes[bigEndian ? i : 3 - i]);

    return value;
}

std::array<char, 4> littleEndian (std::uint64_t value)
{
    std::array<char, 4> bytes {};

    for (std::size_t i = 0; i < 4; ++i)
        bytes[i] = static_cast<char> (value >> (8 * i) & 0xff);

    return bytes;
}
} // namespace

std::vector<RiffChunk> listRiffChunks (const fs::path& path)
{
    std::ifstream stream (path, std::ios::binary);
    const auto form = readBytes (stream, 12).substr (0, 4);

    if (form != "RIFF" && form != "RIFX" && form != "FORM")
        return {};

    std::vector<RiffChunk> chunks;
    std::uint64_t position = 12;

    for (auto header = readBytes (stream, 8); header.size() == 8; header = readBytes (stream, 8))
    {
        const auto length = number (std::string_view (header).substr (4), form != "RIFF");
        chunks.push_back ({ header.substr (0, 4), position + 8, length });
        position += 8 + length + length % 2;
        stream.seekg (static_cast<std::streamoff> (position));
    }

    return chunks;
}

bool isCutShort (const fs::path& path)
{
    const auto fileBytes = static_cast<std::uint64_t> (fs::file_size (path));
    const auto chunks = listRiffChunks (path);

    return std::any_of (chunks.begin(), chunks.end(), [fileBytes] (const RiffChunk& chunk) {
        return (chunk.id == "data" || chunk.id == "SSND") && chunk.length < unknownLengthBytes
               && chunk.position + chunk.length > fileBytes;
    });
}

std::optional<std::string> readRiffChunk (const fs::path& path, std::string_view id)
{
    for (const auto& chunk : listRiffChunks (path))
    {
        if (chunk.id != id || chunk.length > longestTextBytes)
            continue;

        std::ifstream stream (path, std::ios::binary);
        stream.seekg (static_cast<std::streamoff> (chunk.position));
        return readBytes (stream, chunk.length);
    }

    return std::nullopt;
}

bool appendRiffChunk (const fs::path& path, std::string_view id, std::string_view content)
{
    std::fstream stream (path, std::ios::binary | std::ios::in | std::ios::out | std::ios::ate);

    if (stream.tellp() % 2 != 0)
        stream.put ('\0');

    stream.write (id.data(), 4);
    stream.write (littleEndian (content.size()).data(), 4);
    stream.write (content.data(), static_cast<std::streamsize> (content.size()));

    if (content.size() % 2 != 0)
        stream.put ('\0');

    const auto end = static_cast<std::uint64_t> (stream.tellp());
    stream.seekp (4);
    stream.write (littleEndian (end - 8).data(), 4);
    stream.close();
    return stream.good();
}
} // namespace stochastick
