#include "Audio/SoundFile.h"

#include "Audio/AudioTestTools.h"

#include <catch2/catch.hpp>
#include <csignal>
#include <limits>
#include <sndfile.h>
#include <sys/resource.h>

namespace fs = std::filesystem;
using namespace stochastick;
using audiotest::sentenceOf;
using audiotest::TemporaryFolder;
using Catch::Matchers::Contains;

namespace
{
/** A recipe-like text of about this many bytes, with letters outside ASCII. */
std::string recipeOf (std::size_t bytes)
{
    std::string text = "{\"name\":\"Trommel – тест 鼓\",\"seeds\":[";

    while (text.size() + 2 < bytes)
        text += std::to_string (text.size()) + ',';

    text.resize (std::max<std::size_t> (bytes, 2) - 2, ' ');
    return text + "]}";
}

/** How far a format may move a sample that is not at full scale: half a step. */
double toleranceOf (SoundFormat format)
{
    if (format == SoundFormat::wav32f)
        return 0.0;

    return std::ldexp (0.5, format == SoundFormat::wav16 ? -15 : -23) * (1.0 + 1e-6);
}

/** Every file is limited to this size, as on a full disk. */
class FullDisk
{
public:
    explicit FullDisk (rlim_t bytes)
    {
        ::getrlimit (RLIMIT_FSIZE, &before);
        rlimit limit = before;
        limit.rlim_cur = bytes;
        ::setrlimit (RLIMIT_FSIZE, &limit);
    }

    ~FullDisk()
    {
        ::setrlimit (RLIMIT_FSIZE, &before);
        std::signal (SIGXFSZ, handler);
    }

private:
    rlimit before {};
    void (*handler) (int) = std::signal (SIGXFSZ, SIG_IGN);
};
} // namespace

TEST_CASE ("a written sound comes back within half a step, at its sample rate, in every format")
{
    const TemporaryFolder folder;

    for (const auto format : allSoundFormats())
    {
        for (const auto rate : { 8000, 44100, 48001, 96000, 384000 })
        {
            CAPTURE (keyOf (format), rate);
            auto audio = audiotest::noise (5000, 0.99);
            audio.sampleRate = rate;
            const auto path = folder.path / ("a" + extensionOf (format));
            writeSoundFile (path, audio, format);
            const auto back = readSoundFile (path);

            CHECK (back.sampleRate == rate);
            CHECK (audiotest::largestDifference (back.samples, audio.samples) <= toleranceOf (format));
            CHECK (readComment (path).empty());
        }
    }
}

TEST_CASE ("writing what was read changes no sample")
{
    const TemporaryFolder folder;

    for (const auto format : allSoundFormats())
    {
        writeSoundFile (folder.path / "first", audiotest::noise (3000, 1.0), format);
        const auto first = readSoundFile (folder.path / "first");
        writeSoundFile (folder.path / "second", first, format);
        CHECK (readSoundFile (folder.path / "second").samples == first.samples);
        CHECK (audiotest::contentOf (folder.path / "first") == audiotest::contentOf (folder.path / "second"));
    }
}

TEST_CASE ("a comment of up to 1 MiB comes back byte by byte in every format and leaves the samples alone")
{
    const TemporaryFolder folder;
    const auto audio = audiotest::noise (999); // an odd number of bytes in 24 bits

    for (const auto format : allSoundFormats())
    {
        for (const std::size_t bytes : { 60u, 61u, 2047u, 2048u, 5001u, 32769u, 65535u, 65536u, 70001u, 1u << 20 })
        {
            CAPTURE (keyOf (format), bytes);
            const auto path = folder.path / ("a" + extensionOf (format));
            const auto recipe = recipeOf (bytes);
            writeSoundFile (path, audio, format, recipe);

            CHECK (recipe.size() == bytes);
            CHECK (readComment (path) == recipe);
            CHECK (audiotest::largestDifference (readSoundFile (path).samples, audio.samples) <= toleranceOf (format));
        }
    }
}

TEST_CASE ("a written file names Stochastick as its software to other programs")
{
    const TemporaryFolder folder;

    for (const auto format : allSoundFormats())
    {
        const auto path = folder.path / ("a" + extensionOf (format));
        writeSoundFile (path, audiotest::noise (100), format, "{}");
        SF_INFO info {};
        auto* file = sf_open (path.c_str(), SFM_READ, &info);
        REQUIRE (file != nullptr);
        CHECK_THAT (sf_get_string (file, SF_STR_SOFTWARE), Contains ("Stochastick"));
        sf_close (file);
    }
}

TEST_CASE ("the comment of another program's file is read")
{
    const TemporaryFolder folder;
    SF_INFO info {};
    info.channels = 1;
    info.samplerate = 44100;
    info.format = SF_FORMAT_WAV | SF_FORMAT_PCM_16;
    auto* file = sf_open ((folder.path / "a.wav").c_str(), SFM_WRITE, &info);
    REQUIRE (file != nullptr);
    sf_set_string (file, SF_STR_COMMENT, "a good kick");
    const float sample = 0.5f;
    sf_writef_float (file, &sample, 1);
    sf_close (file);
    CHECK (readComment (folder.path / "a.wav") == "a good kick");
}

TEST_CASE ("integer formats clip to full scale, float keeps what exceeds it")
{
    const TemporaryFolder folder;
    const MonoAudio loud { { 2.0f, -2.0f, 1.0f, -1.0f, 0.5f }, 44100 };

    for (const auto format : allSoundFormats())
    {
        CAPTURE (keyOf (format));
        writeSoundFile (folder.path / "a", loud, format);
        const auto samples = readSoundFile (folder.path / "a").samples;
        REQUIRE (samples.size() == 5);

        if (format == SoundFormat::wav32f)
        {
            CHECK (samples == loud.samples);
            continue;
        }

        CHECK (samples[0] == Approx (1.0).margin (4e-5));
        CHECK (samples[1] == -1.0f);
        CHECK (samples[2] == samples[0]);
        CHECK (samples[4] == 0.5f);
    }
}

TEST_CASE ("rounding is to the nearest step, not downwards")
{
    const TemporaryFolder folder;
    const float step = 1.0f / 32768.0f;
    writeSoundFile (folder.path / "a.wav", { { 0.4f * step, 0.6f * step, -0.4f * step, -0.6f * step }, 44100 },
                    SoundFormat::wav16);
    CHECK (readSoundFile (folder.path / "a.wav").samples == std::vector<float> { 0.0f, step, 0.0f, -step });
}

TEST_CASE ("sounds that cannot be stored are refused and no file appears")
{
    const TemporaryFolder folder;
    const auto path = folder.path / "a.wav";
    const auto nan = std::numeric_limits<float>::quiet_NaN();
    const auto infinity = std::numeric_limits<float>::infinity();
    const auto good = audiotest::noise (10);

    const auto refused = [&] (const MonoAudio& audio, const std::string& comment = {}) {
        return sentenceOf ([&] { writeSoundFile (path, audio, SoundFormat::wav32f, comment); });
    };

    CHECK_THAT (refused ({ { 0.0f, nan }, 44100 }), Contains ("a.wav") && Contains ("not finite"));
    CHECK_THAT (refused ({ { infinity }, 44100 }), Contains ("not finite"));
    CHECK_THAT (refused ({ {}, 44100 }), Contains ("empty"));
    CHECK_THAT (refused (good, std::string ((1u << 20) + 1, 'x')), Contains ("1 MiB"));
    CHECK_THAT (refused (good, std::string ("a\0b", 3)), Contains ("zero byte"));
    CHECK_THAT (refused ({ { 0.5f }, 0 }), Contains ("cannot be created"));
    CHECK (folder.fileCount() == 0);
}

TEST_CASE ("a full disk gives one sentence, leaves no part behind and keeps the old file")
{
    const TemporaryFolder folder;
    const auto audio = audiotest::noise (50000);

    for (const auto format : allSoundFormats())
    {
        for (const rlim_t bytes : { 0u, 10u, 1000u, 40000u, 70000u })
        {
            CAPTURE (keyOf (format), bytes);
            const auto path = folder.path / ("a" + extensionOf (format));
            writeSoundFile (path, audiotest::noise (100), format, "{}");
            const auto before = audiotest::contentOf (path);
            std::string sentence;

            {
                const FullDisk limit (bytes);
                sentence = sentenceOf ([&] { writeSoundFile (path, audio, format, recipeOf (60000)); });
            }

            CHECK_THAT (sentence, Contains ("Cannot write") && (Contains ("disk may be full") || Contains ("too large")));
            CHECK (audiotest::contentOf (path) == before);
            CHECK (folder.fileCount() == 1);
            fs::remove (path);
        }
    }
}

TEST_CASE ("a disk that is full a few bytes before the end is noticed, wherever that is")
{
    const TemporaryFolder folder;
    const auto audio = audiotest::noise (500);

    for (const auto format : allSoundFormats())
    {
        const auto path = folder.path / ("a" + extensionOf (format));
        writeSoundFile (path, audio, format, "{\"version\":1}");
        const auto whole = fs::file_size (path);
        fs::remove (path);

        for (rlim_t missing = 1; missing < whole; missing += 23)
        {
            std::string sentence;

            {
                const FullDisk limit (whole - missing);
                sentence = sentenceOf ([&] { writeSoundFile (path, audio, format, "{\"version\":1}"); });
            }

            CAPTURE (keyOf (format), missing);
            CHECK_THAT (sentence, Contains ("Cannot write"));
            CHECK (folder.fileCount() == 0);
        }
    }
}

TEST_CASE ("a disk that fills up while the recipe is appended gives the sentence, too")
{
    const TemporaryFolder folder;
    std::string sentence;

    {
        const FullDisk limit (5000);
        sentence = sentenceOf (
            [&] { writeSoundFile (folder.path / "a.wav", audiotest::noise (2000), SoundFormat::wav16, recipeOf (3000)); });
    }

    CHECK_THAT (sentence, Contains ("disk may be full"));
    CHECK (folder.fileCount() == 0);
}

TEST_CASE ("a folder that cannot be written to gives one sentence")
{
    const TemporaryFolder folder;
    audiotest::writeBytes (folder.path / "file", "x");
    const auto audio = audiotest::noise (10);

    for (const auto& path : { folder.path / "file" / "a.wav", folder.path / "missing" / "a.wav" })
        CHECK_THAT (sentenceOf ([&] { writeSoundFile (path, audio, SoundFormat::wav24); }),
                    Contains ("Cannot write") && Contains ("a.wav") && Contains ("does not exist"));

    CHECK_THAT (sentenceOf ([&] { writeSoundFile ("/proc/a.flac", audio, SoundFormat::flac); }),
                Contains ("Cannot write \"/proc/a.flac\"") && Contains ("cannot be created"));
}
