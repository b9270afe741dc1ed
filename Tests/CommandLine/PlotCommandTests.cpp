#include "Audio/AudioTestTools.h"
#include "Audio/SoundFile.h"
#include "CommandLine/Program.h"

#include <catch2/catch.hpp>

using namespace stochastick;
using namespace programtest;
using audiotest::TemporaryFolder;

namespace
{
/** Width and height in the header of a PNG file; 0 when it is none. */
std::pair<int, int> sizeOfPng (const std::filesystem::path& file)
{
    const auto bytes = audiotest::contentOf (file);

    if (bytes.size() < 24 || bytes.compare (1, 3, "PNG") != 0)
        return { 0, 0 };

    const auto numberAt = [&] (std::size_t position) {
        int number = 0;

        for (std::size_t i = 0; i < 4; ++i)
            number = number * 256 + static_cast<unsigned char> (bytes[position + i]);

        return number;
    };

    return { numberAt (16), numberAt (20) };
}
} // namespace

TEST_CASE ("plot draws one sound, or a contact sheet of several that grows with its columns")
{
    const TemporaryFolder folder;
    const auto path = [&] (const std::string& name) { return (folder.path / name).string(); };
    writeSoundFile (path ("a.wav"), audiotest::sine (200.0, 0.1), SoundFormat::wav16);
    writeSoundFile (path ("b.flac"), audiotest::sine (2000.0, 0.2), SoundFormat::flac);

    for (const auto& arguments :
         { Arguments { "plot", path ("a.wav"), "--out", path ("one.png") },
           Arguments { "plot", path ("a.wav"), path ("b.flac"), "--out", path ("row.png") },
           Arguments { "plot", path ("a.wav"), path ("b.flac"), "--columns", "1", "--out", path ("column.png") } })
    {
        const auto result = run (arguments);
        CHECK (result.exitCode == 0);
        CHECK ((result.out + result.err).empty());
    }

    const auto one = sizeOfPng (path ("one.png")), row = sizeOfPng (path ("row.png")),
               column = sizeOfPng (path ("column.png"));
    CHECK ((one.first > 200 && one.second > 200));
    CHECK (row.first > column.first);
    CHECK (row.second < column.second);
    CHECK (filesBelow (folder.path).size() == 5);
}
