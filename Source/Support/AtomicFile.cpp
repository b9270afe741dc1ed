#include "Support/AtomicFile.h"

#include "Support/Error.h"

#include <atomic>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <unistd.h>

namespace stochastick
{
namespace fs = std::filesystem;

namespace
{
[[noreturn]] void throwCannotWrite (const fs::path& path, const std::string& reason)
{
    throw Error ("Cannot write \"" + path.string() + "\": " + reason + '.');
}

/** A full disk shows itself only here on some file systems. */
void flushToDisk (const fs::path& temporary, const fs::path& path)
{
    const int descriptor = ::open (temporary.c_str(), O_RDONLY);

    if (descriptor < 0)
        throwCannotWrite (path, std::strerror (errno));

    const int result = ::fsync (descriptor);
    const int reason = errno;
    ::close (descriptor);

    if (result != 0)
        throwCannotWrite (path, std::strerror (reason));
}

/** Keeps the ending, because audio libraries look at it. The number tells threads of one program apart. */
fs::path temporaryBeside (const fs::path& path)
{
    static std::atomic<unsigned> counter { 0 };
    const auto mark = std::to_string (::getpid()) + '-' + std::to_string (counter++);
    return path.parent_path() / (".part" + mark + path.extension().string());
}
} // namespace

void writeAtomically (const fs::path& path, const std::function<void (const fs::path&)>& write)
{
    const auto folder = path.has_parent_path() ? path.parent_path() : fs::path (".");

    if (std::error_code ignored; ! fs::is_directory (folder, ignored))
        throwCannotWrite (path, "the folder \"" + folder.string() + "\" does not exist");

    const auto temporary = temporaryBeside (path);

    try
    {
        write (temporary);
        flushToDisk (temporary, path);

        std::error_code failure;
        fs::rename (temporary, path, failure);

        if (failure)
            throwCannotWrite (path, failure.message());
    }
    catch (...)
    {
        std::error_code ignored;
        fs::remove (temporary, ignored);
        throw;
    }
}

void writeAtomically (const fs::path& path, std::string_view content)
{
    writeAtomically (path, [&] (const fs::path& temporary) {
        errno = 0;
        std::ofstream stream (temporary, std::ios::binary);
        stream.write (content.data(), static_cast<std::streamsize> (content.size()));
        stream.close();

        if (! stream)
            throwCannotWrite (path, errno != 0 ? std::strerror (errno) : "the disk may be full");
    });
}

void createFolder (const fs::path& folder)
{
    std::error_code failure;
    fs::create_directories (folder, failure);

    if (failure)
        throw Error ("Cannot create the folder \"" + folder.string() + "\": " + failure.message() + '.');
}
} // namespace stochastick
