#pragma once

#include "Audio/AudioTestTools.h"
#include "Network/ZipArchive.h"

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

/** What the tests of PyTorch's files share. */
namespace pytorchtest
{
inline std::filesystem::path fixture (const std::string& name)
{
    return std::filesystem::path (STOCHASTICK_TEST_REFERENCE) / "pytorch" / name;
}

template <typename Number>
std::string raw (Number number)
{
    std::string bytes (sizeof number, '\0');
    std::memcpy (bytes.data(), &number, sizeof number);
    return bytes;
}

// Pieces of a pickle, by the names of its instructions.
inline std::string text (const std::string& content)
{
    return "X" + raw (static_cast<std::uint32_t> (content.size())) + content;
}

inline std::string number (std::int64_t value)
{
    return "\x8a\x08" + raw (value); // LONG1
}

inline std::string global (const std::string& module, const std::string& name)
{
    return "c" + module + "\n" + name + "\n";
}

inline std::string tupleOf (const std::vector<std::int64_t>& values)
{
    std::string bytes = "(";

    for (const auto value : values)
        bytes += number (value);

    return bytes + "t";
}

inline std::string storage (const std::string& key, std::int64_t count, const std::string& type = "FloatStorage")
{
    return "(" + text ("storage") + global ("torch", type) + text (key) + text ("cuda:7") + number (count) + "tQ";
}

inline std::string tensor (const std::string& itsStorage, std::int64_t offset, const std::vector<std::int64_t>& sizes,
                           const std::vector<std::int64_t>& strides)
{
    return global ("torch._utils", "_rebuild_tensor_v2") + "(" + itsStorage + number (offset) + tupleOf (sizes)
           + tupleOf (strides) + "\x89" + global ("collections", "OrderedDict") + ")RtR";
}

// A zip file.
using Parts = std::vector<std::pair<std::string, std::string>>;

struct ZipOptions
{
    std::uint16_t flags = 0, method = 0;
    bool isZip64 = false;
    std::string comment;
};

struct ZipEntry
{
    std::uint64_t start = 0, size = 0, storedSize = 0;
    std::string name;
};

inline std::string zipHeader (const ZipEntry& entry, const ZipOptions& options, bool isDirectory)
{
    const auto is64 = options.isZip64 && isDirectory;
    const auto extra = is64
                           ? raw (std::uint16_t { 0x5050 }) + raw (std::uint16_t { 2 }) + "xy" + raw (std::uint16_t { 1 })
                                 + raw (std::uint16_t { 24 }) + raw (entry.size) + raw (entry.storedSize) + raw (entry.start)
                           : std::string();
    const auto field = [&] (std::uint64_t value) { return raw (is64 ? 0xffffffffu : static_cast<std::uint32_t> (value)); };
    return (isDirectory ? "PK\1\2" + raw (std::uint16_t { 45 }) : "PK\3\4") + raw (std::uint16_t { 45 })
           + raw (options.flags) + raw (options.method) + raw (std::uint64_t {}) + field (entry.storedSize)
           + field (entry.size) + raw (static_cast<std::uint16_t> (entry.name.size()))
           + raw (static_cast<std::uint16_t> (extra.size()))
           + (isDirectory ? raw (std::uint64_t {}) + raw (std::uint16_t {}) + field (entry.start) : "") + entry.name + extra;
}

inline std::string zipEnd (std::uint64_t start, std::uint64_t size, std::uint64_t count, const ZipOptions& options)
{
    std::string end;

    if (options.isZip64)
        end = "PK\6\6" + raw (std::uint64_t { 44 }) + raw (std::uint32_t {}) + raw (std::uint64_t {}) + raw (count)
              + raw (count) + raw (size) + raw (start) + "PK\6\7" + raw (std::uint32_t {}) + raw (start + size)
              + raw (std::uint32_t { 1 });

    const auto short16 = options.isZip64 ? std::uint16_t { 0xffff } : static_cast<std::uint16_t> (count);
    return end + "PK\5\6" + raw (std::uint32_t {}) + raw (short16) + raw (short16) + raw (static_cast<std::uint32_t> (size))
           + raw (options.isZip64 ? 0xffffffffu : static_cast<std::uint32_t> (start))
           + raw (static_cast<std::uint16_t> (options.comment.size())) + options.comment;
}

inline std::string zipOf (const Parts& parts, const ZipOptions& options = {})
{
    std::string bytes, directory;

    for (const auto& [name, content] : parts)
    {
        const ZipEntry entry { bytes.size(), content.size(), content.size(), name };
        bytes += zipHeader (entry, options, false) + content;
        directory += zipHeader (entry, options, true);
    }

    return bytes + directory + zipEnd (bytes.size(), directory.size(), parts.size(), options);
}

/** A checkpoint of this description and one storage "0". */
inline std::string checkpointOf (const std::string& pickle, const std::string& data = {})
{
    return zipOf ({ { "a/data.pkl", "\x80\x02" + pickle + "." }, { "a/data/0", data } });
}
} // namespace pytorchtest
