#include "Audio/RiffChunks.h"

#include "Audio/AudioTestTools.h"

#include <catch2/catch.hpp>

using namespace stochastick;
using audiotest::TemporaryFolder;
using audiotest::writeBytes;

TEST_CASE ("chunks of a RIFF file are listed, odd ones with their padding")
{
    const TemporaryFolder folder;
    const auto path = folder.path / "a.wav";
    writeBytes (path, std::string ("RIFF\x1a\0\0\0WAVEabcd\3\0\0\0xyz\0data\2\0\0\0hi", 34));
    const auto chunks = listRiffChunks (path);

    REQUIRE (chunks.size() == 2);
    CHECK (chunks[0].id == "abcd");
    CHECK (chunks[0].length == 3);
    CHECK (chunks[1].position == 32);
    CHECK (readRiffChunk (path, "abcd") == "xyz");
    CHECK (readRiffChunk (path, "none") == std::nullopt);
    CHECK_FALSE (isCutShort (path));
}

TEST_CASE ("an appended chunk comes back byte by byte and corrects the file's length")
{
    const TemporaryFolder folder;
    const auto path = folder.path / "a.wav";
    writeBytes (path, std::string ("RIFF\x0f\0\0\0WAVEdata\3\0\0\0abc", 23));

    REQUIRE (appendRiffChunk (path, "stoc", "odd"));
    const auto content = audiotest::contentOf (path);
    CHECK (content.size() == 24 + 8 + 4);
    CHECK (static_cast<std::size_t> (content[4]) == content.size() - 8);
    CHECK (readRiffChunk (path, "stoc") == "odd");
    CHECK (readRiffChunk (path, "data") == "abc");
}

TEST_CASE ("lengths that lie do not trap the chunk list")
{
    const TemporaryFolder folder;
    const auto path = folder.path / "a.wav";
    writeBytes (path, std::string ("RIFF\xff\xff\xff\xffWAVEabcd\xff\xff\xff\xffxy", 22));
    CHECK (listRiffChunks (path).size() == 1);
    CHECK (readRiffChunk (path, "abcd") == std::nullopt);

    writeBytes (path, "RI");
    CHECK (listRiffChunks (path).empty());
}
