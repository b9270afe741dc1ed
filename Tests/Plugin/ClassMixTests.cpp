#include "Editor/ClassMix.h"
#include "Editor/WaveformSummary.h"

#include <catch2/catch.hpp>

using namespace stochastick;

using Weights = std::map<std::string, double>;

TEST_CASE ("a mix of classes never loses its last class")
{
    ClassMix mix ({ "kick", "snare", "tom" });
    CHECK (mix.weights() == Weights { { "kick", 1.0 } });
    mix.toggle (0);
    mix.setWeight (0, 0.0);
    CHECK (mix.weights() == Weights { { "kick", 1.0 } });
    mix.toggle (2);
    mix.toggle (0);
    CHECK (mix.weights() == Weights { { "tom", 1.0 } });
    mix.only (1);
    CHECK (mix.weights() == Weights { { "snare", 1.0 } });
}

TEST_CASE ("weights of a recipe are shown relative to the largest, and unknown classes are left out")
{
    ClassMix mix ({ "kick", "snare", "tom" });
    mix.set ({ { "snare", 4.0 }, { "tom", 1.0 }, { "gong", 8.0 } });
    CHECK (mix.weights() == Weights { { "snare", 1.0 }, { "tom", 0.25 } });
    CHECK (mix.share (1) == Approx (0.8));
    mix.set ({ { "gong", 8.0 } });
    CHECK (mix.weights() == Weights { { "kick", 1.0 } });
    mix.set ({ { "kick", 0.3 }, { "tom", 0.7 } });
    CHECK (mix.weights() == Weights { { "kick", 0.3 }, { "tom", 0.7 } });
}

TEST_CASE ("the strongest classes come first, and a blend of them leaves no other")
{
    ClassMix mix ({ "kick", "snare", "tom", "clap" });
    mix.set ({ { "kick", 0.2 }, { "snare", 0.5 }, { "tom", 1.0 }, { "clap", 0.5 } });
    CHECK (mix.strongest (3) == std::vector<int> { 2, 1, 3 });
    mix.blend ({ 2, 1, 3 }, { 0.25, 0.75, 0.001 });
    CHECK (mix.weights() == Weights { { "snare", 0.75 }, { "tom", 0.25 } });
}

TEST_CASE ("names of classes are readable")
{
    CHECK (spokenName ("hat_closed") == "Hat closed");
}

TEST_CASE ("every column of a waveform shows the extremes of its samples, and columns touch")
{
    std::vector<float> samples (1000, 0.0f);
    samples[250] = 0.75f;
    samples[999] = -0.5f;
    const auto columns = summarised (samples, 100);
    REQUIRE (columns.size() == 100);
    CHECK (columns[25].high == 0.75f);
    CHECK (columns[24].high == 0.75f);
    CHECK (columns[26].high == 0.0f);
    CHECK (columns[99].low == -0.5f);
    CHECK (columns[99].rms == Approx (0.5 / std::sqrt (10.0)));
    CHECK (summarised (std::vector<float> { 1.0f, -1.0f }, 10).size() == 10);
    CHECK (summarised ({}, 10).empty());
}

TEST_CASE ("in decibels half the height is 30 dB below the peak")
{
    CHECK (heightOf (0.25f, 0.5f, LevelScale::linear) == 0.5f);
    CHECK (heightOf (0.5f, 0.5f, LevelScale::decibels) == 1.0f);
    CHECK (heightOf (-0.5f * 0.0316228f, 0.5f, LevelScale::decibels) == Approx (-0.5f).margin (1e-4));
    CHECK (heightOf (0.0f, 0.5f, LevelScale::decibels) == 0.0f);
    CHECK (heightOf (1.0f, 0.0f, LevelScale::linear) == 0.0f);
}
