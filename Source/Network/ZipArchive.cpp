#include "Network/ZipArchive.h"

#include "Network/QuotedText.h"
#include "Support/Error.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace stochastick
{
static_assert (std::endian::native == std::endian::little, "zip is little-endian");

namespace
{
// Layouts: PKWARE APPNOTE 6.3.10, 4.3 and 4.5.3
constexpr std::uint32_t localHeader = 0x04034b50, directoryEntry = 0x02014b50, directoryEnd = 0x06054b50,
                        directoryEnd64 = 0x06064b50, directoryEnd64Locator = 0x07064b50;
constexpr std::uint64_t localHeaderSize = 30, directoryEntrySize = 46, directoryEndSize = 22, locatorSize = 20;
constexpr std::uint16_t encrypted = 1, zip64Field = 1;

[[noreturn]] void throwDamaged()
{
    throw Error ("The file is damaged or was cut short: it does not end with the directory of a zip archive.");
}

std::string_view slice (std::string_view bytes, std::uint64_t start, std::uint64_t size)
{
    if (start > bytes.size() || size > bytes.size() - start)
        throwDamaged();

    return bytes.substr (start, size);
}

template <typename Number>
Number numberAt (std::string_view bytes, std::uint64_t position)
{
    Number number;
    std::memcpy (&number, slice (bytes, position, sizeof (Number)).data(), sizeof (Number));
    return number;
}

struct Directory
{
    std::uint64_t start = 0, count = 0;
};

std::uint64_t findDirectoryEnd (std::string_view bytes)
{
    constexpr std::uint64_t longestComment = 0xffff;

    for (std::uint64_t comment = 0; comment <= longestComment && directoryEndSize + comment <= bytes.size(); ++comment)
    {
        const auto position = bytes.size() - directoryEndSize - comment;

        if (numberAt<std::uint32_t> (bytes, position) == directoryEnd
            && numberAt<std::uint16_t> (bytes, position + 20) == comment)
            return position;
    }

    throwDamaged();
}

Directory findDirectory (std::string_view bytes)
{
    const auto end = findDirectoryEnd (bytes);

    if (end < locatorSize || numberAt<std::uint32_t> (bytes, end - locatorSize) != directoryEnd64Locator)
        return { numberAt<std::uint32_t> (bytes, end + 16), numberAt<std::uint16_t> (bytes, end + 10) };

    const auto end64 = slice (bytes, numberAt<std::uint64_t> (bytes, end - locatorSize + 8), 56);

    if (numberAt<std::uint32_t> (end64, 0) != directoryEnd64)
        throwDamaged();

    return { numberAt<std::uint64_t> (end64, 48), numberAt<std::uint64_t> (end64, 32) };
}

/** The 64-bit numbers of an entry, one for each of its fields that is too small for its number. */
class LongNumbers
{
public:
    explicit LongNumbers (std::string_view extra)
    {
        while (extra.size() >= 4 && left.empty())
        {
            const auto field = slice (extra, 4, numberAt<std::uint16_t> (extra, 2));

            if (numberAt<std::uint16_t> (extra, 0) == zip64Field)
                left = field;

            extra.remove_prefix (4 + field.size());
        }
    }

    std::uint64_t of (std::uint32_t number)
    {
        if (number != 0xffffffff)
            return number;

        const auto longNumber = numberAt<std::uint64_t> (left, 0);
        left.remove_prefix (sizeof longNumber);
        return longNumber;
    }

private:
    std::string_view left;
};

struct Entry
{
    std::string_view name, content;
    std::uint64_t next = 0; ///< where the directory goes on
};

void checkPlain (std::string_view header)
{
    if ((numberAt<std::uint16_t> (header, 8) & encrypted) != 0)
        throw Error ("The file is an encrypted zip archive, which cannot be read.");

    if (numberAt<std::uint16_t> (header, 10) != 0)
        throw Error ("The file is a compressed zip archive, whereas PyTorch stores its parts as they are: unpack it and "
                     "pack it again with \"zip -0 -r\".");
}

Entry readEntry (std::string_view bytes, std::uint64_t position)
{
    const auto header = slice (bytes, position, directoryEntrySize);
    const auto nameSize = numberAt<std::uint16_t> (header, 28), extraSize = numberAt<std::uint16_t> (header, 30),
               commentSize = numberAt<std::uint16_t> (header, 32);

    if (numberAt<std::uint32_t> (header, 0) != directoryEntry)
        throwDamaged();

    checkPlain (header);
    position += directoryEntrySize;
    LongNumbers numbers (slice (bytes, position + nameSize, extraSize));
    const auto size = numbers.of (numberAt<std::uint32_t> (header, 24));
    const auto storedSize = numbers.of (numberAt<std::uint32_t> (header, 20));
    const auto start = numbers.of (numberAt<std::uint32_t> (header, 42));
    const auto local = slice (bytes, start, localHeaderSize);

    if (size != storedSize || numberAt<std::uint32_t> (local, 0) != localHeader)
        throwDamaged();

    const auto skipped = localHeaderSize + numberAt<std::uint16_t> (local, 26) + numberAt<std::uint16_t> (local, 28);
    return { slice (bytes, position, nameSize), slice (bytes, start + skipped, size),
             position + nameSize + extraSize + commentSize };
}
} // namespace

ZipArchive::ZipArchive (std::string_view bytes)
{
    const auto directory = findDirectory (bytes);
    std::uint64_t position = directory.start, total = 0;

    for (std::uint64_t i = 0; i < directory.count; ++i)
    {
        const auto entry = readEntry (bytes, position);
        position = entry.next;
        total += entry.content.size();

        if (i == 0)
            rootName = entry.name.substr (0, std::min (entry.name.find ('/'), entry.name.size()));

        if (total > bytes.size() || ! parts.emplace (entry.name, entry.content).second)
            throw Error ("The file is damaged: its parts overlap or have the same name.");
    }
}

std::string_view ZipArchive::part (const std::string& name) const
{
    if (const auto found = parts.find (name); found != parts.end())
        return found->second;

    throw Error ("The file is damaged or no PyTorch checkpoint: its part " + quotedText (name) + " is missing.");
}
} // namespace stochastick
