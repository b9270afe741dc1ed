#include "FileContent.h"

#include "Support/Error.h"

#include <array>
#include <fstream>

namespace stochastick
{
std::string contentOf (const std::filesystem::path& file)
{
    std::ifstream stream (file, std::ios::binary);
    std::array<char, 1 << 16> piece {};
    std::string content;

    // Not by iterators of the buffer, which throw what is no sentence where a folder or a failing disk is read.
    while (stream.read (piece.data(), static_cast<std::streamsize> (piece.size())) || stream.gcount() > 0)
        content.append (piece.data(), static_cast<std::size_t> (stream.gcount()));

    if (! stream.is_open() || stream.bad())
        throw Error ("\"" + file.string() + "\" cannot be read.");

    return content;
}
} // namespace stochastick
