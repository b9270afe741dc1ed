#include "Audio/Plot.h"

#include "Audio/AudioTestTools.h"
#include "Audio/ColourMap.h"
#include "Audio/Font.h"
#include "Audio/Ticks.h"

#include <catch2/catch.hpp>
#include <limits>
#include <set>
#include <stb/stb_image.h>

namespace fs = std::filesystem;
using namespace stochastick;
using audiotest::sentenceOf;
using audiotest::TemporaryFolder;
using Catch::Matchers::Contains;

namespace
{
struct Picture
{
    int width = 0;
    int height = 0;
    std::size_t colours = 0;
};

/** Decodes the file again and counts its different colours. */
Picture look (const fs::path& path)
{
    Picture picture;
    int channels = 0;
    auto* pixels = stbi_load (path.c_str(), &picture.width, &picture.height, &channels, 3);
    REQUIRE (pixels != nullptr);
    std::set<std::uint32_t> seen;

    for (int i = 0; i < picture.width * picture.height; ++i)
        seen.insert (static_cast<std::uint32_t> (pixels[3 * i] << 16 | pixels[3 * i + 1] << 8 | pixels[3 * i + 2]));

    stbi_image_free (pixels);
    picture.colours = seen.size();
    return picture;
}

double luminance (Colour colour)
{
    return 0.2126 * std::pow (colour.red, 2.2) + 0.7152 * std::pow (colour.green, 2.2)
           + 0.0722 * std::pow (colour.blue, 2.2);
}
} // namespace

TEST_CASE ("a plotted sound is a PNG with a spectrogram in it")
{
    const TemporaryFolder folder;
    const auto path = folder.path / "a.png";
    plotSound (path, audiotest::noise (20000), "noise");

    CHECK (audiotest::contentOf (path).substr (0, 8) == "\x89PNG\r\n\x1a\n");
    const auto picture = look (path);
    CHECK (picture.width == 1000);
    CHECK (picture.height == 680);
    CHECK (picture.colours > 200);
    CHECK (folder.fileCount() == 1);
}

TEST_CASE ("different sounds give different pictures, the same sound the same one")
{
    const TemporaryFolder folder;
    plotSound (folder.path / "a.png", audiotest::sine (100.0, 0.3), "x");
    plotSound (folder.path / "b.png", audiotest::sine (5000.0, 0.3), "x");
    plotSound (folder.path / "c.png", audiotest::sine (100.0, 0.3), "x");
    CHECK (audiotest::contentOf (folder.path / "a.png") != audiotest::contentOf (folder.path / "b.png"));
    CHECK (audiotest::contentOf (folder.path / "a.png") == audiotest::contentOf (folder.path / "c.png"));
}

TEST_CASE ("silent, empty and tiny sounds and titles outside ASCII can be plotted")
{
    const TemporaryFolder folder;
    std::string title (500, 'W');
    title += " – Trommel 鼓\n\x80\xff";

    for (const std::size_t length : { 0u, 1u, 7u, 5000u })
    {
        plotSound (folder.path / "a.png", { std::vector<float> (length), 8000 }, title);
        CHECK (look (folder.path / "a.png").width == 1000);
    }
}

TEST_CASE ("a contact sheet grows with its rows and no wider than its sounds")
{
    const TemporaryFolder folder;
    const auto path = folder.path / "a.png";
    std::vector<LabelledSound> sounds (5, { audiotest::noise (2000), "a label that is much too long for its cell, by far" });
    sounds[3] = { { {}, 44100 }, "" };

    plotContactSheet (path, sounds, 2);
    const auto tall = look (path);
    plotContactSheet (path, sounds, 100);
    const auto wide = look (path);

    CHECK (wide.width > 5 * 300);
    CHECK (tall.width < 700);
    CHECK (tall.height > 2.5 * wide.height);
    CHECK (tall.colours > 100);
}

TEST_CASE ("a contact sheet without sounds, without columns or of absurd height is wrong usage")
{
    const TemporaryFolder folder;
    const std::vector<LabelledSound> sounds (1, { audiotest::noise (20), "x" });
    CHECK_THROWS_AS (plotContactSheet (folder.path / "a.png", {}, 2), UsageError);
    CHECK_THROWS_AS (plotContactSheet (folder.path / "a.png", sounds, 0), UsageError);
    CHECK_THROWS_AS (plotContactSheet (folder.path / "a.png", std::vector<LabelledSound> (200), 1), UsageError);
    CHECK (folder.fileCount() == 0);
}

TEST_CASE ("curves are drawn with gaps where they cannot be, on both kinds of axis")
{
    const TemporaryFolder folder;
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<Curve> curves {
        { "loss", { 1, 2, 3, 4, 5 }, { 1.0, 0.1, nan, -1.0, 0.01 } },
        { "one point", { 3 }, { 0.5 } },
        { "nothing", {}, {} },
        { "endless", { 1, 2 }, { HUGE_VAL, nan } },
    };

    plotCurves (folder.path / "linear.png", "Loss", "step", "loss", curves, false);
    plotCurves (folder.path / "log.png", "Loss", "step", "loss", curves, true);
    plotCurves (folder.path / "none.png", "Loss", "step", "loss", {}, true);
    CHECK (look (folder.path / "linear.png").colours > look (folder.path / "none.png").colours);
    CHECK (audiotest::contentOf (folder.path / "linear.png") != audiotest::contentOf (folder.path / "log.png"));
}

TEST_CASE ("a curve with fewer ys than xs is wrong usage")
{
    const TemporaryFolder folder;
    CHECK_THROWS_AS (plotCurves (folder.path / "a.png", "", "", "", { { "a", { 1, 2 }, { 1 } } }, false), UsageError);
}

TEST_CASE ("a picture in a folder that cannot be written to gives one sentence")
{
    const TemporaryFolder folder;
    audiotest::writeBytes (folder.path / "file", "x");
    CHECK_THAT (sentenceOf ([&] { plotSound (folder.path / "file" / "a.png", audiotest::noise (10), "x"); }),
                Contains ("Cannot write") && Contains ("a.png"));
    CHECK_THAT (sentenceOf ([&] { plotCurves ("/proc/a.png", "", "", "", {}, false); }), Contains ("Cannot write"));
}

TEST_CASE ("the heat colours grow brighter from each step to the next")
{
    for (int i = 0; i < 100; ++i)
        CHECK (luminance (heatColour ((i + 1) / 100.0)) > luminance (heatColour (i / 100.0)));

    CHECK (heatColour (-3.0) == heatColour (0.0));
    CHECK (heatColour (7.0) == heatColour (1.0));
}

TEST_CASE ("a canvas draws what is inside it and cuts off the rest")
{
    const Colour black { 0, 0, 0 };
    const Colour white { 255, 255, 255 };
    Canvas canvas (20, 10, black);
    canvas.fill ({ -5, -5, 7, 7 }, white);
    canvas.line (-100.0, 5.0, 100.0, 5.0, white);
    canvas.line (40.0, 40.0, 50.0, 50.0, white);
    canvas.text (15, 7, "Mg", white, 3);
    canvas.blend (10, 2, white, 0.5);

    CHECK (canvas.at (1, 1) == white);
    CHECK (canvas.at (2, 2) == black);
    CHECK (canvas.at (0, 5) == white);
    CHECK (canvas.at (10, 5) == white);
    CHECK (canvas.at (10, 7) == black);
    CHECK (canvas.at (10, 2) == Colour { 128, 128, 128 });
    CHECK_THROWS_AS (Canvas (0, 10, black), UsageError);
    CHECK_THROWS_AS (Canvas (10, 30001, black), UsageError);
}

TEST_CASE ("text has the width that is said and letters of their own")
{
    CHECK (textWidth ("") == 0);
    CHECK (textWidth ("kick kick") > 2 * textWidth ("kick") - 1);
    CHECK (textWidth ("鼓") == textWidth ("?"));

    for (const auto& box : layoutText ("Snare 12 {gjpqy} @"))
    {
        CHECK (box.x >= 0);
        CHECK (box.x + box.width <= textWidth ("Snare 12 {gjpqy} @"));
        CHECK (box.y >= 0);
        CHECK (box.y + box.height <= 10);
    }

    CHECK (shortenedText ("kick", 100) == "kick");
    CHECK (textWidth (shortenedText (std::string (100, 'x'), 100)) <= 100);
}

TEST_CASE ("ticks are round numbers within the range")
{
    CHECK (linearTicks (0.0, 1.0, 5) == std::vector<double> { 0.0, 0.2, 0.4, 0.6000000000000001, 0.8, 1.0 });
    CHECK (linearTicks (-3.0, 740.0, 8) == std::vector<double> { 0.0, 100.0, 200.0, 300.0, 400.0, 500.0, 600.0, 700.0 });
    CHECK (linearTicks (1.0, 1.0, 5).empty());
    CHECK (linearTicks (0.0, HUGE_VAL, 5).empty());
    CHECK (logTicks (0.05, 20.0) == std::vector<double> { 0.1, 1.0, 10.0 });
    CHECK (logTicks (0.0, 1.0).empty());
    CHECK (tickLabel (0.25) == "0.25");
    CHECK (tickLabel (20000.0) == "20k");
    CHECK (tickLabel (5000.0) == "5000");
}
