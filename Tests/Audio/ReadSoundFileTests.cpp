#include "Audio/SoundFile.h"

#include "Audio/AudioTestTools.h"

#include <array>
#include <catch2/catch.hpp>
#include <limits>
#include <sndfile.h>

namespace fs = std::filesystem;
using namespace stochastick;
using audiotest::sentenceOf;
using audiotest::TemporaryFolder;
using audiotest::writeBytes;
using Catch::Matchers::Contains;

namespace
{
std::string little (std::uint32_t value, int bytes)
{
    std::string text;

    for (int i = 0; i < bytes; ++i)
        text += static_cast<char> (value >> (8 * i) & 0xff);

    return text;
}

/** A 16-bit WAV file byte by byte, with a header that may lie. */
struct WavBytes
{
    std::uint32_t channels = 1;
    std::uint32_t sampleRate = 44100;
    std::uint32_t promisedBytes = 2000;
    std::uint32_t formatBytes = 16;
    std::string data = std::string (2000, '\x11');

    std::string text() const
    {
        const auto form = little (1, 2) + little (channels, 2) + little (sampleRate, 4) + little (sampleRate * 2, 4)
                          + little (channels * 2, 2) + little (16, 2);
        return "RIFF" + little (static_cast<std::uint32_t> (36 + data.size()), 4) + "WAVEfmt " + little (formatBytes, 4)
               + form + "data" + little (promisedBytes, 4) + data;
    }
};

/** Frame i holds (i + 1) / 128 in every channel but the last, which holds −(i + 1) / 128. */
void writeForeign (const fs::path& path, int format, int channels, int rate)
{
    SF_INFO info {};
    info.channels = channels;
    info.samplerate = rate;
    info.format = format;
    auto* file = sf_open (path.c_str(), SFM_WRITE, &info);
    REQUIRE (file != nullptr);

    for (int i = 0; i < 64; ++i)
    {
        std::vector<double> frame (static_cast<std::size_t> (channels), (i + 1) / 128.0);

        if (channels > 1)
            frame.back() = -frame.back();

        REQUIRE (sf_writef_double (file, frame.data(), 1) == 1);
    }

    REQUIRE (sf_close (file) == 0);
}

std::string refusalOf (const fs::path& path)
{
    return sentenceOf ([&] { readSoundFile (path); });
}

std::string refusalOfBytes (const std::string& bytes)
{
    const TemporaryFolder folder;
    writeBytes (folder.path / "a.wav", bytes);
    return refusalOf (folder.path / "a.wav");
}
} // namespace

TEST_CASE ("WAV, AIFF and FLAC of every depth, rate and channel count become mono by averaging")
{
    const TemporaryFolder folder;

    for (const auto format :
         { SF_FORMAT_WAV | SF_FORMAT_PCM_U8, SF_FORMAT_WAV | SF_FORMAT_PCM_16, SF_FORMAT_WAV | SF_FORMAT_PCM_24,
           SF_FORMAT_WAV | SF_FORMAT_PCM_32, SF_FORMAT_WAV | SF_FORMAT_FLOAT, SF_FORMAT_WAV | SF_FORMAT_DOUBLE,
           SF_FORMAT_WAVEX | SF_FORMAT_PCM_24, SF_FORMAT_RF64 | SF_FORMAT_PCM_16, SF_FORMAT_AIFF | SF_FORMAT_PCM_S8,
           SF_FORMAT_AIFF | SF_FORMAT_PCM_16, SF_FORMAT_AIFF | SF_FORMAT_PCM_24, SF_FORMAT_AIFF | SF_FORMAT_FLOAT,
           SF_FORMAT_FLAC | SF_FORMAT_PCM_S8, SF_FORMAT_FLAC | SF_FORMAT_PCM_16, SF_FORMAT_FLAC | SF_FORMAT_PCM_24 })
    {
        for (const auto channels : { 1, 2, 6 })
        {
            CAPTURE (format, channels);
            const auto path = folder.path / "a";
            writeForeign (path, format, channels, 96000);
            const auto audio = readSoundFile (path);
            const double share = channels == 1 ? 1.0 : (channels - 2.0) / channels;

            CHECK (audio.sampleRate == 96000);
            REQUIRE (audio.samples.size() == 64);

            for (int i = 0; i < 64; ++i)
                REQUIRE (audio.samples[static_cast<std::size_t> (i)] == Approx (share * (i + 1) / 128.0).margin (0.008));
        }
    }
}

TEST_CASE ("what is no file at all is refused in one sentence")
{
    const TemporaryFolder folder;
    CHECK_THAT (refusalOf (folder.path / "kick.wav"), Contains ("kick.wav") && Contains ("no such file"));
    CHECK_THAT (refusalOf (folder.path), Contains ("is a folder"));
    CHECK_THAT (refusalOf ("/dev/null"), Contains ("not a regular file"));
}

TEST_CASE ("what is no sound is refused in one sentence")
{
    CHECK_THAT (refusalOfBytes (""), Contains ("empty (0 bytes)"));
    CHECK_THAT (refusalOfBytes ("Dear diary, today I bought a drum.\n"), Contains ("not a WAV, AIFF or FLAC"));
    CHECK_THAT (refusalOfBytes (std::string (5000, '\0')), Contains ("not a WAV, AIFF or FLAC"));
    CHECK_THAT (refusalOfBytes (WavBytes().text().substr (0, 30)), Contains ("damaged"));
}

TEST_CASE ("sounds of another kind are refused in one sentence")
{
    const TemporaryFolder folder;
    writeForeign (folder.path / "a.caf", SF_FORMAT_CAF | SF_FORMAT_PCM_16, 1, 44100);
    CHECK_THAT (refusalOf (folder.path / "a.caf"), Contains ("convert it first"));
    CHECK_THAT (sentenceOf ([&] { readComment (folder.path / "a.caf"); }), Contains ("convert it first"));
}

TEST_CASE ("headers that lie are refused in one sentence")
{
    CHECK_THAT (refusalOfBytes (WavBytes { .channels = 0 }.text()), Contains ("damaged"));
    CHECK_THAT (refusalOfBytes (WavBytes { .channels = 60000 }.text()), Contains ("damaged"));
    CHECK_THAT (refusalOfBytes (WavBytes { .channels = 65 }.text()), Contains ("65 channels"));
    CHECK_THAT (refusalOfBytes (WavBytes { .sampleRate = 0 }.text()), Contains ("damaged"));
    CHECK_THAT (refusalOfBytes (WavBytes { .sampleRate = 900 }.text()), Contains ("900 Hz"));
    CHECK_THAT (refusalOfBytes (WavBytes { .sampleRate = 0x7fffffff }.text()), Contains ("2147483647 Hz"));
    CHECK_THAT (refusalOfBytes (WavBytes { .formatBytes = 0x7ffffff0 }.text()), Contains ("damaged"));
    CHECK_THAT (refusalOfBytes (WavBytes { .promisedBytes = 0, .data = {} }.text()), Contains ("no samples"));
}

TEST_CASE ("a WAV file that is cut short is refused, but one from a pipe, without a length, is read")
{
    CHECK_THAT (refusalOfBytes (WavBytes { .promisedBytes = 2001 }.text()), Contains ("cut short"));
    CHECK_THAT (refusalOfBytes (WavBytes { .promisedBytes = 0x10000000 }.text()), Contains ("cut short"));

    const TemporaryFolder folder;

    for (const std::uint32_t promised : { 0x7ffff000u, 0x7fffffffu, 0xffffffffu })
    {
        writeBytes (folder.path / "a.wav", WavBytes { .promisedBytes = promised }.text());
        CHECK (readSoundFile (folder.path / "a.wav").samples.size() == 1000);
    }
}

TEST_CASE ("AIFF and FLAC files that are cut short are refused")
{
    const TemporaryFolder folder;

    for (const auto format : { SF_FORMAT_AIFF | SF_FORMAT_PCM_16, SF_FORMAT_FLAC | SF_FORMAT_PCM_16 })
    {
        const auto path = folder.path / "a";
        writeForeign (path, format, 2, 44100);
        const auto whole = audiotest::contentOf (path);

        for (const std::size_t missing : { 1u, 10u, 50u })
        {
            CAPTURE (format, missing);
            writeBytes (path, whole.substr (0, whole.size() - missing));
            CHECK_THAT (refusalOf (path), Contains ("cut short") || Contains ("damaged"));
        }
    }
}

TEST_CASE ("samples that are not finite are refused and the file is named")
{
    const TemporaryFolder folder;

    for (const auto bad : { std::numeric_limits<float>::quiet_NaN(), -std::numeric_limits<float>::infinity() })
    {
        SF_INFO info {};
        info.channels = 2;
        info.samplerate = 44100;
        info.format = SF_FORMAT_WAV | SF_FORMAT_FLOAT;
        auto* file = sf_open ((folder.path / "odd.wav").c_str(), SFM_WRITE, &info);
        REQUIRE (file != nullptr);
        const std::array<float, 4> frames { 0.0f, 0.0f, 0.1f, bad };
        sf_writef_float (file, frames.data(), 2);
        sf_close (file);
        CHECK_THAT (refusalOf (folder.path / "odd.wav"), Contains ("odd.wav") && Contains ("not finite"));
    }
}

TEST_CASE ("a sound of more than ten minutes is refused, one of ten minutes is read")
{
    const TemporaryFolder folder;
    MonoAudio audio { std::vector<float> (600 * 1000, 0.25f), 1000 };
    writeSoundFile (folder.path / "a.wav", audio, SoundFormat::wav16);
    CHECK (readSoundFile (folder.path / "a.wav").seconds() == 600.0);

    audio.samples.push_back (0.25f);
    writeSoundFile (folder.path / "a.wav", audio, SoundFormat::wav16);
    CHECK_THAT (refusalOf (folder.path / "a.wav"), Contains ("longer than 10 minutes"));
}

TEST_CASE ("a damaged file never crashes: it is read or refused in a sentence")
{
    const TemporaryFolder folder;

    for (const auto format : allSoundFormats())
    {
        const auto path = folder.path / ("a" + extensionOf (format));
        writeSoundFile (path, audiotest::noise (500), format, "{\"version\":1}");
        const auto whole = audiotest::contentOf (path);

        for (std::size_t position = 0; position < whole.size(); position += position < 200 ? 1 : 37)
        {
            auto damaged = whole;
            damaged[position] = static_cast<char> (damaged[position] ^ 0xff);
            writeBytes (path, damaged);
            bool readOrRefused = true;

            try
            {
                readSoundFile (path);
            }
            catch (const Error& error)
            {
                readOrRefused = std::string (error.what()).starts_with ("Cannot read \"");
            }

            CHECK (readOrRefused);
        }
    }
}
