#include "Engine/SourceEncoder.h"

#include "Audio/AudioTestTools.h"
#include "Audio/MemoryFlac.h"
#include "Doubles/TinyModel.h"
#include "Engine/Generator.h"

#include <catch2/catch.hpp>
#include <functional>

using namespace stochastick;

namespace
{
Generator newGenerator()
{
    return Generator ({ test::tinyModel().string(), "cpu", 1 });
}

/** In 24 bits. */
SourceSound source (double hz)
{
    auto audio = audiotest::sine (hz, 0.08, 44100, 0.3);
    quantiseTo24Bits (audio);
    return { audio.samples, 44100, { { "kick", 1.0 } } };
}

Recipe between (double amount)
{
    Recipe recipe;
    recipe.steps = 8;
    recipe.sampler = SamplerKind::dpmSolver2;
    recipe.start = { StartKind::interpolation, amount, { source (80.0), source (300.0) } };
    return recipe;
}
} // namespace

TEST_CASE ("a second sound between the same two takes fewer network calls, and is the same to the bit")
{
    auto used = newGenerator(), unused = newGenerator();
    const auto first = used.make (between (0.3), {}, {}), second = used.make (between (0.6), {}, {});
    const auto alone = unused.make (between (0.6), {}, {});

    CHECK (first.networkCalls == alone.networkCalls);
    CHECK (second.networkCalls < first.networkCalls / 2);
    CHECK (second.audio.samples == alone.audio.samples);
    CHECK (second.notice.empty());
}

TEST_CASE ("what was encoded for another run is not taken for this one")
{
    const auto changes = std::vector<std::function<void (Recipe&)>> {
        [] (Recipe& r) { r.steps = 9; },
        [] (Recipe& r) { r.guidance = 3.0; },
        [] (Recipe& r) { r.levels.spacing = LevelSpacing::logUniform; },
        [] (Recipe& r) { r.seconds = 0.2; },
        [] (Recipe& r) {
            r.start.sources[0].classes = { { "tom", 1.0 } };
        },
        [] (Recipe& r) {
            r.start = { StartKind::encodedVariation, 0.5, { source (80.0) } };
        },
        [] (Recipe& r) {
            r.start = { StartKind::encodedVariation, 0.0, { source (80.0) } };
        },
    };
    const auto expected = newGenerator().make (between (0.3), {}, {}).audio.samples;

    for (std::size_t i = 0; i < changes.size(); ++i)
    {
        CAPTURE (i);
        auto used = newGenerator();
        auto other = between (0.3);
        changes[i](other);
        used.make (other, {}, {});
        CHECK (used.make (between (0.3), {}, {}).audio.samples == expected);
    }
}

TEST_CASE ("the time of a network call is measured for any recipe without changing it")
{
    Recipe plain, stopped, adaptive;
    auto generator = newGenerator();
    stopped.stopAfter = 1;
    adaptive.sampler = SamplerKind::rungeKutta45;

    for (const auto& recipe : { plain, stopped, adaptive, between (0.5) })
    {
        const auto seconds = generator.secondsPerCall (recipe);
        CHECK (seconds > 0.0);
        CHECK (seconds < 1.0);
    }
}
