#pragma once

#include <filesystem>
#include <functional>
#include <string_view>

namespace stochastick
{
/** Writes a file so that the name either keeps its old content or gets the whole new one.

    `write` is given a temporary path in the same folder; when it returns, the temporary file is flushed and renamed
    to `path`. When it throws (or the rename fails), the temporary file is removed and the error goes on.
    Throws Error when the folder does not exist or cannot be written to. */
void writeAtomically (const std::filesystem::path& path, const std::function<void (const std::filesystem::path&)>& write);

/** The same for content that is in memory. */
void writeAtomically (const std::filesystem::path& path, std::string_view content);

/** Creates the folder and its parents; throws Error in a sentence when it cannot. */
void createFolder (const std::filesystem::path& folder);
} // namespace stochastick
