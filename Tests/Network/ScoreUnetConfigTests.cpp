#include "Network/ScoreUnetConfig.h"

#include "Network/NetworkTestTools.h"
#include "Support/Error.h"

#include <catch2/catch.hpp>
#include <functional>
#include <limits>
#include <nlohmann/json.hpp>

using namespace stochastick;
using networktest::tinyConfig;

namespace
{
struct Change
{
    std::function<void (ScoreUnetConfig&)> apply;
    std::string sentence;
};

constexpr int huge = std::numeric_limits<int>::max();

const std::vector<Change> brokenSizes {
    { [] (auto& c) { c.frameSize = 0; }, "frame_size" },
    { [] (auto& c) { c.frameSize = -32; }, "frame_size" },
    { [] (auto& c) { c.frameSize = 31; }, "frame_size" },
    { [] (auto& c) { c.frameSize = huge; }, "frame_size" },
    { [] (auto& c) { c.levels.clear(); }, "levels" },
    { [] (auto& c) { c.levels.resize (9); }, "levels" },
    { [] (auto& c) { c.embeddingWidth = 0; }, "embedding_width" },
    { [] (auto& c) { c.embeddingWidth = huge; }, "embedding_width" },
    { [] (auto& c) { c.classes = 0; }, "classes" },
    { [] (auto& c) { c.classes = huge; }, "classes" },
    { [] (auto& c) { c.sigmaData = 0.0; }, "sigma_data" },
    { [] (auto& c) { c.sigmaData = std::numeric_limits<double>::quiet_NaN(); }, "sigma_data" },
    { [] (auto& c) { c.sigmaData = std::numeric_limits<double>::infinity(); }, "sigma_data" },
    { [] (auto& c) { c.levels[0].bins = 16; }, "level 0" },
    { [] (auto& c) { c.levels[1].channels = 0; }, "channels" },
    { [] (auto& c) { c.levels[1].channels = huge; }, "channels" },
    { [] (auto& c) { c.levels[0].stride = 0; }, "strides" },
    { [] (auto& c) { c.levels[0].stride = -4; }, "strides" },
    { [] (auto& c) { c.levels[0].stride = huge; }, "strides" },
    { [] (auto& c) { c.levels[1].blocks = 0; }, "blocks" },
    { [] (auto& c) { c.levels[1].blocks = huge; }, "blocks" },
    { [] (auto& c) { c.levels[1].bins = 0; }, "bins" },
    { [] (auto& c) { c.levels[1].bins = 129; }, "bins" },
    { [] (auto& c) { c.heads = 0; }, "heads" },
    { [] (auto& c) { c.heads = -2; }, "heads" },
    { [] (auto& c) { c.heads = 3; }, "heads" },
};
} // namespace

TEST_CASE ("a configuration comes back from JSON as it was, with every bottleneck")
{
    for (const auto bottleneck : { BottleneckKind::attention, BottleneckKind::fnet, BottleneckKind::none })
    {
        const auto config = tinyConfig (bottleneck);
        const auto text = nlohmann::json (config).dump();

        CHECK (nlohmann::json::parse (text).get<ScoreUnetConfig>() == config);
    }

    CHECK (nlohmann::json (ScoreUnetConfig {}).get<ScoreUnetConfig>() == ScoreUnetConfig {});
}

TEST_CASE ("the length of the deepest frame is the product of the frame size and the strides above it")
{
    CHECK (tinyConfig().lengthMultiple() == 128);
    CHECK (ScoreUnetConfig {}.lengthMultiple() == 512);
}

TEST_CASE ("each size that makes no network is refused with a sentence that names it")
{
    for (const auto& broken : brokenSizes)
    {
        auto config = tinyConfig();
        broken.apply (config);
        CAPTURE (broken.sentence, nlohmann::json (config).dump());

        CHECK_THROWS_AS (config.check(), Error);
        CHECK_THROWS_WITH (config.check(),
                           Catch::Contains ("configuration is wrong: ") && Catch::Contains (broken.sentence));
    }
}

TEST_CASE ("sizes are checked when they are read from JSON")
{
    auto json = nlohmann::json (tinyConfig());
    json["heads"] = 3;

    CHECK_THROWS_AS (json.get<ScoreUnetConfig>(), Error);
}

TEST_CASE ("strides whose product exceeds an int are refused, not wrapped around")
{
    ScoreUnetConfig config;
    config.frameSize = 2;
    config.levels.clear();

    for (const int stride : { 33, 33, 33, 46, 47, 52, 59, 1 }) // 2 · their product is 22128 modulo 2³²
        config.levels.push_back ({ 8, stride, 1, 1 });

    config.levels[0].bins = 2;

    CHECK_THROWS_AS (config.check(), Error);
}

TEST_CASE ("a network that would fill the memory of any machine is refused")
{
    ScoreUnetConfig manyWeights;
    manyWeights.levels.assign (8, { 4096, 1, 64, 32 }); // more than 10¹¹ weights

    ScoreUnetConfig longBasis;
    longBasis.frameSize = 512;
    longBasis.levels = { { 8, 64, 1, 512 }, { 8, 2, 1, 32768 }, { 8, 1, 1, 65536 } }; // a transform of 2³² numbers

    CHECK_THROWS_AS (manyWeights.check(), Error);
    CHECK_THROWS_AS (longBasis.check(), Error);
}

TEST_CASE ("bottlenecks are found by their keys, and an unknown key names the nearest")
{
    CHECK (bottleneckFromKey ("attention") == BottleneckKind::attention);
    CHECK (bottleneckFromKey ("fnet") == BottleneckKind::fnet);
    CHECK (bottleneckFromKey ("none") == BottleneckKind::none);
    CHECK_THROWS_AS (bottleneckFromKey ("atention"), UsageError);
    CHECK_THROWS_WITH (bottleneckFromKey ("atention"), Catch::Contains ("did you mean \"attention\"?"));
}

TEST_CASE ("a configuration is one of before there was what it does not speak of")
{
    auto everything = tinyConfig();
    everything.marksSynthetic = true;
    auto json = nlohmann::json (everything);
    CHECK ((json.get<ScoreUnetConfig>() == everything));

    for (const auto* key : { "expects_power", "long_windows", "power_above_noise", "marks_synthetic" })
    {
        CHECK (json.at (key) == true);
        json.erase (key);
    }

    json.erase ("descriptors");
    const auto config = json.get<ScoreUnetConfig>();

    CHECK_FALSE (config.expectsPower);
    CHECK_FALSE (config.longWindows);
    CHECK_FALSE (config.powerAboveNoise);
    CHECK_FALSE (config.marksSynthetic);
    CHECK (config.descriptors == 0);
    CHECK (everything.conditionColumns() == config.conditionColumns() + 1);
}

TEST_CASE ("long windows need an even number of bins below them")
{
    auto config = tinyConfig();
    config.levels.back().bins = 7;
    CHECK_THROWS_WITH (config.check(), Catch::Contains ("even number of bins"));
    config.longWindows = false;
    CHECK_NOTHROW (config.check());
}
