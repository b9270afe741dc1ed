#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stochastick
{
/** One chunk of a WAV (RIFF, RIFX) or AIFF (FORM) file, as its header declares it. */
struct RiffChunk
{
    std::string id;         ///< four characters
    std::uint64_t position; ///< of the content, in bytes from the start of the file
    std::uint64_t length;   ///< of the content, in bytes; may reach beyond the end of the file
};

/** The chunks in the order of the file; none for a file of another kind. Any thread.

    This stands beside libsndfile because libsndfile (1.2) shortens a data chunk that promises more than the file holds
    without a word, and, asked to write a custom chunk that lifts the header over 64 KiB, leaves the samples out. */
std::vector<RiffChunk> listRiffChunks (const std::filesystem::path& path);

/** Whether the sample data were promised to be longer than they are. Promises of 2 GiB and more do not count:
    programs that write to a pipe put them where they cannot know the length. */
bool isCutShort (const std::filesystem::path& path);

/** The content of the first chunk with this id. */
std::optional<std::string> readRiffChunk (const std::filesystem::path& path, std::string_view id);

/** Appends a chunk to a RIFF file of less than 4 GiB and corrects the file's length field; false when writing failed. */
[[nodiscard]] bool appendRiffChunk (const std::filesystem::path& path, std::string_view id, std::string_view content);
} // namespace stochastick
