#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace stochastick
{
/** The parts of a zip file that lies in memory, as PyTorch writes it: stored uncompressed, 32-bit or zip64.

    Why not a library: LibTorch's own PyTorchStreamReader believes the size that a damaged directory claims (24 bytes
    came back as 4 GB, the rest of it uninitialised), and libzip insists on checksums, which PyTorch 2.6 and later can
    leave out of its files. So checksums are not looked at here either. */
class ZipArchive
{
public:
    /** @param bytes  the whole file; has to outlive the archive.
        Throws Error, which begins "The file ", when it is damaged, compressed or encrypted. The parts together are
        never larger than the file. */
    explicit ZipArchive (std::string_view bytes);

    bool has (const std::string& name) const { return parts.contains (name); }

    /** What is stored under this name. Throws Error when there is no such part. */
    std::string_view part (const std::string& name) const;

    /** The folder that holds everything, named by its first part; empty when there is none. */
    const std::string& root() const { return rootName; }

private:
    std::map<std::string, std::string_view> parts;
    std::string rootName;
};
} // namespace stochastick
