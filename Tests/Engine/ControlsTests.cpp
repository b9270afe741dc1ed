#include "Audio/AudioTestTools.h"
#include "Audio/MemoryFlac.h"
#include "Audio/Shaping.h"
#include "Diffusion/Inpainting.h"
#include "Doubles/TinyModel.h"
#include "Engine/Generator.h"
#include "Network/ModelInfo.h"
#include "Network/NoiseClassifier.h"

#include <catch2/catch.hpp>

using namespace stochastick;
using audiotest::largestDifference;
using audiotest::sentenceOf;
using audiotest::TemporaryFolder;
using Catch::Matchers::Contains;

namespace
{
using Samples = std::vector<float>;

Generator newGenerator()
{
    return Generator ({ test::tinyModel().string(), "cpu", 1 });
}

Generator& generator()
{
    static auto shared = newGenerator();
    return shared;
}

Samples samplesOf (const Recipe& recipe)
{
    return generator().make (recipe, {}, {}).audio.samples;
}

Recipe recipeOf (std::uint64_t seed = 7)
{
    Recipe recipe;
    recipe.seed = seed;
    recipe.steps = 8;
    return recipe;
}

/** A low and a high tone that have died away at their end, in 24 bits. */
SourceSound source (double lowHz = 80.0)
{
    auto audio = audiotest::sine (lowHz, 0.15, 44100, 0.2);
    const auto high = audiotest::sine (3000.0, 0.15, 44100, 0.1);

    for (std::size_t i = 0; i < audio.samples.size(); ++i)
        audio.samples[i] =
            (audio.samples[i] + high.samples[i]) * static_cast<float> (std::exp (-50.0 * static_cast<double> (i) / 44100.0));

    quantiseTo24Bits (audio);
    return { audio.samples, 44100, { { "kick", 1.0 } } };
}

Recipe between (double amount, double fresh = 0.0)
{
    auto recipe = recipeOf();
    recipe.sampler = SamplerKind::dpmSolver2;
    recipe.start = { StartKind::interpolation, amount, { source (80.0), source (300.0) }, fresh };
    return recipe;
}

/** Root mean square of the difference, against that of the first. */
double relativeDifference (const torch::Tensor& a, const torch::Tensor& b)
{
    return ((a - b).norm() / a.norm()).item<double>();
}
} // namespace

TEST_CASE ("a run ends after as many moves as the recipe says, with a whole sound and without a notice")
{
    auto recipe = recipeOf();
    const auto whole = samplesOf (recipe);
    recipe.stopAfter = 3;
    const auto sound = generator().make (recipe, {}, {});

    CHECK (sound.networkCalls == 4);
    CHECK (sound.notice.empty());
    CHECK (sound.recipe.stopAfter == 3);
    CHECK (sound.audio.samples.size() == whole.size());
    CHECK (sound.audio.samples != whole);
    CHECK (samplesOf (recipe) == sound.audio.samples);

    for (const int atLeastAll : { 7, 8, 10000 })
    {
        recipe.stopAfter = atLeastAll;
        CHECK (samplesOf (recipe) == whole);
    }
}

TEST_CASE ("a run that is stopped gives the sound that its recipe makes again")
{
    CancelToken token;
    const auto stopAtSecond = [&] (const GenerationProgress& progress) {
        if (progress.step == 2)
            token.stop();
    };
    const auto sound = generator().make (recipeOf(), token, stopAtSecond);
    CHECK (sound.recipe.stopAfter == 2);
    CHECK_THAT (sound.notice, Contains ("Stopped after 2 steps"));
    CHECK (samplesOf (sound.recipe) == sound.audio.samples);
}

TEST_CASE ("a run that is stopped before it begins makes one move")
{
    CancelToken token;
    token.stop();
    const auto sound = generator().make (recipeOf(), token, {});
    CHECK (sound.recipe.stopAfter == 1);
    CHECK (samplesOf (sound.recipe) == sound.audio.samples);
}

TEST_CASE ("a preview is a sound as the last one will be, and the last preview is that sound")
{
    for (const double peakDb : { -1.0, -12.0 })
    {
        auto recipe = recipeOf();
        recipe.peakDb = peakDb;
        std::vector<MonoAudio> previews;
        const auto sound =
            generator().make (recipe, {}, [&] (const GenerationProgress& p) { previews.push_back (p.preview()); });
        REQUIRE (previews.size() == 8);

        for (const auto& preview : previews)
        {
            CHECK (preview.samples.size() == sound.audio.samples.size());
            CHECK (preview.sampleRate == 44100);
            CHECK (peakOf (preview) == Approx (std::pow (10.0, peakDb / 20.0)).epsilon (1e-5));
            CHECK (preview.samples.back() == 0.0f);
        }

        CHECK (previews.front().samples != sound.audio.samples);
        CHECK (previews.back().samples == sound.audio.samples);
        CHECK (samplesOf (recipe) == sound.audio.samples); // previews change nothing
    }
}

TEST_CASE ("the peak of a recipe changes the level and nothing else")
{
    auto softer = recipeOf();
    softer.peakDb = -21.0;
    MonoAudio expected { samplesOf (recipeOf()) };
    changeLevel (expected, -20.0);
    CHECK (samplesOf (softer) == expected.samples);
}

TEST_CASE ("the lows of a source are kept where the recipe says so, and the rest is new")
{
    const auto original = source();

    for (const auto fill : { FillMethod::replacement, FillMethod::reconstruction })
    {
        auto recipe = recipeOf();
        recipe.sampler = SamplerKind::ancestral;
        recipe.start.sources = { original };
        recipe.keepBelowHz = 400.0;
        recipe.fill = fill;
        const auto made = samplesOf (recipe);
        auto padded = original.samples;
        padded.resize (made.size());
        const auto before = torch::tensor (padded), after = torch::tensor (made);
        const auto lows = [] (const torch::Tensor& x) { return lowBand (x, 200.0 / 44100.0); };
        const auto highs = [] (const torch::Tensor& x) { return x - lowBand (x, 800.0 / 44100.0); };

        CAPTURE (keyOf (fill));
        CHECK (made.size() >= original.samples.size());
        CHECK (relativeDifference (lows (before), lows (after)) < 0.05);
        CHECK (relativeDifference (highs (before), highs (after)) > 0.5);
        CHECK (samplesOf (recipeFromJson (toJson (recipe))) == made);
    }
}

TEST_CASE ("reconstruction guidance fills a region otherwise than replacement, and keeps what lies outside to the bit")
{
    auto recipe = recipeOf();
    recipe.sampler = SamplerKind::ancestral;
    recipe.start.sources = { source() };
    recipe.regions = { { 0.03, 0.06, 0.0 } };
    const auto replaced = samplesOf (recipe);
    recipe.fill = FillMethod::reconstruction;
    const auto made = samplesOf (recipe);

    CHECK (made != replaced);
    CHECK (std::equal (made.begin(), made.begin() + 1323, source().samples.begin()));
    CHECK (std::equal (made.begin() + 2647, made.begin() + 6615, source().samples.begin() + 2647));
}

TEST_CASE ("a family shares its starting noise, all of it or none")
{
    const auto of = [] (std::uint64_t seed, std::uint64_t familySeed, double amount) {
        auto recipe = recipeOf (seed);
        recipe.family = { familySeed, amount };
        return samplesOf (recipe);
    };
    CHECK (of (1, 9, 1.0) == of (2, 9, 1.0));
    CHECK (of (1, 9, 1.0) == samplesOf (recipeOf (9)));
    CHECK (of (1, 9, 0.0) == samplesOf (recipeOf (1)));
    CHECK (of (1, 9, 0.0) == of (1, 10, 0.0));
    CHECK (of (1, 9, 0.7) != of (2, 9, 0.7));
    CHECK (of (1, 9, 0.7) != of (1, 10, 0.7));
    CHECK (of (1, 9, 0.7) != of (1, 9, 1.0));
    CHECK (largestDifference (of (1, 1, 0.6), samplesOf (recipeOf (1))) < 0.01); // slerp of a noise with itself
}

TEST_CASE ("the state between two sounds is turned towards new noise, all of the way or not at all")
{
    auto noise = between (0.5);
    noise.start = {};
    CHECK (samplesOf (between (0.5, 1.0)) == samplesOf (noise));
    CHECK (samplesOf (between (0.5, 0.4)) != samplesOf (between (0.5)));
    CHECK (samplesOf (between (0.5, 0.4)) != samplesOf (noise));

    auto otherSeed = between (0.5);
    otherSeed.seed = 8;
    CHECK (samplesOf (otherSeed) == samplesOf (between (0.5)));
    otherSeed.start.fresh = 0.4;
    CHECK (samplesOf (otherSeed) != samplesOf (between (0.5, 0.4)));
}

TEST_CASE ("asking a model for a descriptor that it was not trained with is wrong usage in a sentence")
{
    auto recipe = recipeOf();
    recipe.descriptors["decay"] = 0.3;
    CHECK_THROWS_AS (samplesOf (recipe), UsageError);
    CHECK_THAT (sentenceOf ([&] { samplesOf (recipe); }), Contains ("was not trained") && Contains ("decay"));
}

TEST_CASE ("guidance by a classifier that is not there, or that knows other classes, is refused in a sentence")
{
    auto recipe = recipeOf();
    recipe.classifier.scale = 1.0;
    CHECK_THAT (sentenceOf ([&] { samplesOf (recipe); }), Contains ("no classifier") && Contains ("train-classifier"));

    const TemporaryFolder folder;
    test::writeTinyModel (folder.path);
    NoiseClassifier ({ { "kick", "snare" }, 44100, 0.6, 0.1, "CC0-1.0", "{}" }).saveTo (folder.path, "{}");
    Generator other ({ folder.path.string(), "cpu", 1 });
    CHECK_THAT (sentenceOf ([&] { other.make (recipe, {}, {}); }),
                Contains ("another model") && Contains ("train-classifier"));
}

TEST_CASE ("a classifier changes the sound by its scale and for its classes, the same every time")
{
    const TemporaryFolder folder;
    test::writeTinyModel (folder.path);
    NoiseClassifier ({ generator().modelInfo().classes, 44100, 0.6, 0.1, "CC0-1.0", "{}" }).saveTo (folder.path, "{}");
    Generator guided ({ folder.path.string(), "cpu", 1 });
    const auto at = [&] (double scale) {
        auto recipe = recipeOf();
        recipe.classifier.scale = scale;
        return guided.make (recipe, {}, {}).audio.samples;
    };
    CHECK (at (0.0) == samplesOf (recipeOf()));
    CHECK (at (5.0) != at (0.0));
    CHECK (at (5.0) != at (2.0));
    CHECK (at (5.0) == at (5.0));
}
