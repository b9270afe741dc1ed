#include "Engine/Sfz.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <locale>

using namespace stochastick;
using Catch::Matchers::Contains;

namespace
{
/** The line of one region among the text's. */
std::string lineOf (const SfzRegion& region)
{
    const auto text = sfzText ("title", { region });
    const auto begin = text.find ("<region>");
    return text.substr (begin, text.find ('\n', begin) - begin);
}

/** Numbers as some countries write them. */
struct CommaNumbers : std::numpunct<char>
{
    char do_decimal_point() const override { return ','; }
    char do_thousands_sep() const override { return '.'; }
    std::string do_grouping() const override { return "\3"; }
};
} // namespace

TEST_CASE ("a region names its file and its key, and nothing that a player assumes anyway")
{
    CHECK (lineOf ({ "kick.wav" }) == "<region> sample=kick.wav key=36");
    CHECK (lineOf ({ "hat.flac", 42 }) == "<region> sample=hat.flac key=42");
}

TEST_CASE ("an instrument begins with its title and plays its regions to their end, one line each")
{
    const auto text = sfzText ("A kit", { { "a.wav" }, { "b.wav" } });
    CHECK (text.rfind ("// A kit\n", 0) == 0);
    CHECK_THAT (text, Contains ("<global> ") && Contains ("loop_mode=one_shot"));
    CHECK (text.find ("sample=a.wav") < text.find ("sample=b.wav"));
    CHECK (std::count (text.begin(), text.end(), '\n') == 4);
    CHECK (text.back() == '\n');
}

TEST_CASE ("ranges of velocity are written when they are not all of it")
{
    SfzRegion region { "a.wav" };
    region.lowestVelocity = 33;
    region.highestVelocity = 64;
    CHECK_THAT (lineOf (region), Contains (" lovel=33 hivel=64"));
    region.highestVelocity = 127;
    CHECK_THAT (lineOf (region), Contains (" lovel=33 hivel=127"));
    region.lowestVelocity = 1;
    CHECK_THAT (lineOf (region), ! Contains ("vel="));
}

TEST_CASE ("regions that take turns say which of how many they are")
{
    SfzRegion region { "a.wav" };
    region.roundRobin = 2;
    region.roundRobins = 3;
    CHECK_THAT (lineOf (region), Contains (" seq_length=3 seq_position=2"));
}

TEST_CASE ("regions of a choke group cut each other off")
{
    SfzRegion region { "a.wav" };
    region.chokeGroup = 4;
    CHECK_THAT (lineOf (region), Contains (" group=4 off_by=4 off_mode=fast"));
}

TEST_CASE ("numbers are written with a point and without separators, wherever the program runs")
{
    const auto before = std::locale::global (std::locale (std::locale::classic(), new CommaNumbers));
    SfzRegion region { "a.wav" };
    region.volumeDb = 10.5;
    const auto line = lineOf (region);
    std::locale::global (before);

    CHECK_THAT (line, Contains (" volume=10.5"));
    region.volumeDb = -3.25;
    CHECK_THAT (lineOf (region), Contains (" volume=-3.25"));
}
