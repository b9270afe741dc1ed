#include "Network/ModelInfo.h"

#include "Network/NetworkTestTools.h"
#include "Support/Error.h"

#include <catch2/catch.hpp>

using namespace stochastick;
using networktest::tinyInfo;

TEST_CASE ("what a model says of itself comes back from JSON")
{
    auto info = tinyInfo();
    info.sampleRate = 48000;
    info.emphasis = 0.25;
    info.smallestRatio = 1e-3;
    info.largestRatio = 20.0;
    info.training = { { "steps", 12 } };
    const auto read = nlohmann::json::parse (nlohmann::json (info).dump()).get<ModelInfo>();

    CHECK (nlohmann::json (read) == nlohmann::json (info));
    CHECK (read.network == info.network);
    CHECK (read.classes == info.classes);
    CHECK (read.training.at ("steps") == 12);
}

TEST_CASE ("a model that contradicts itself is refused")
{
    const std::vector<std::pair<std::string, nlohmann::json>> contradictions {
        { "classes", { "kick" } }, { "sample_rate", 0 },       { "sample_rate", 1000000 }, { "emphasis", 1.0 },
        { "emphasis", -0.1 },      { "ratios", { 0.0, 1.0 } }, { "ratios", { 1.0, 0.5 } }, { "length", 0 },
        { "length", 128 },         { "length", 1000 },         { "length", -1024 },
    };

    for (const auto& [key, value] : contradictions)
    {
        CAPTURE (key, value.dump());
        nlohmann::json json = tinyInfo();
        json[key] = value;
        CHECK_THROWS_WITH (json.get<ModelInfo>(), Catch::Contains ("contradicts itself"));
    }
}

TEST_CASE ("a time becomes the nearest length that the network can make, at least twice its deepest frame")
{
    const auto info = tinyInfo(); // multiples of 128 samples at 44.1 kHz

    CHECK (info.lengthFor (1.0) == 345 * 128);
    CHECK (info.lengthFor (0.02) == 7 * 128);
    CHECK (info.lengthFor (3.0) == 1034 * 128);

    auto coarse = info;
    coarse.network.levels[0].stride = 32; // 1024 samples, 23 ms
    CHECK (coarse.lengthFor (0.02) == 2048);
}

TEST_CASE ("a time outside 0.02 to 3 seconds is wrong usage")
{
    for (const double seconds : { 0.0, 0.019, 3.01, -1.0, 1e30, std::numeric_limits<double>::quiet_NaN() })
    {
        CAPTURE (seconds);
        CHECK_THROWS_AS (tinyInfo().lengthFor (seconds), UsageError);
    }
}

TEST_CASE ("a class is found by its name, and an unknown one names the nearest")
{
    CHECK (tinyInfo().classIndex ("kick") == 0);
    CHECK (tinyInfo().classIndex ("clap") == 2);
    CHECK_THROWS_AS (tinyInfo().classIndex ("snar"), UsageError);
    CHECK_THROWS_WITH (tinyInfo().classIndex ("snar"), Catch::Contains ("did you mean \"snare\"?"));
}
