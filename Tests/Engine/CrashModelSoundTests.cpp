// Every way to make a sound, with CRASH's network by the same engine.

#include "Engine/Generator.h"
#include "Network/ModelInfo.h"

#include "Audio/AudioTestTools.h"
#include "Doubles/CrashModel.h"
#include "Doubles/TinyModel.h"
#include "Support/Error.h"

#include <catch2/catch.hpp>

using namespace stochastick;
using audiotest::largestDifference;
using audiotest::sentenceOf;
using Catch::Matchers::Contains;

namespace
{
Generator& generator()
{
    static Generator shared ({ test::crashModel().string(), "cpu", 1 });
    return shared;
}

Recipe anySound (SamplerKind sampler = SamplerKind::ddim)
{
    Recipe recipe;
    recipe.classes = { { ModelInfo::anyClass, 1.0 } };
    recipe.sampler = sampler;
    recipe.steps = 3;
    return recipe;
}

SourceSound sourceOf (double hz)
{
    auto audio = audiotest::sine (hz, 0.0136);
    audio.samples.resize (test::crashModelLength);
    return { audio.samples, 44100, { { ModelInfo::anyClass, 1.0 } } };
}

Recipe from (StartKind kind, SamplerKind sampler = SamplerKind::ddim)
{
    auto recipe = anySound (sampler);
    recipe.start = { kind, 0.5, { sourceOf (500.0) } };

    if (kind == StartKind::interpolation)
        recipe.start.sources.push_back (sourceOf (900.0));

    return recipe;
}

std::vector<float> samplesOf (const Recipe& recipe)
{
    return generator().make (recipe, {}, {}).audio.samples;
}

Recipe asPublished (Recipe recipe)
{
    recipe.asPublished = true;
    return recipe;
}

std::string sentenceFor (const Recipe& recipe)
{
    CHECK_THROWS_AS (generator().make (recipe, {}, {}), UsageError);
    return sentenceOf ([&] { generator().make (recipe, {}, {}); });
}
} // namespace

TEST_CASE ("every sampler and every start makes a sound with CRASH's network")
{
    for (const auto& sampler : allSamplers())
    {
        auto recipe = anySound (sampler.kind);
        recipe.controls.maximumCalls = 16;
        CAPTURE (sampler.key);
        CHECK (samplesOf (recipe).size() == test::crashModelLength);
    }

    const auto fresh = samplesOf (anySound());

    for (const auto kind : { StartKind::variation, StartKind::encodedVariation, StartKind::interpolation })
    {
        CAPTURE (infoOf (kind).key);
        CHECK (largestDifference (samplesOf (from (kind)), fresh) > 0.01);
        CHECK (samplesOf (from (kind)) == samplesOf (from (kind)));
    }
}

TEST_CASE ("CRASH's network makes parts of a sound anew and leaves the rest to the bit")
{
    auto recipe = from (StartKind::noise);
    recipe.regions = { { 0.004, 0.009, 0.0 } };

    for (const auto fill : { FillMethod::replacement, FillMethod::reconstruction })
    {
        recipe.fill = fill;
        const auto made = samplesOf (recipe);
        const auto& source = recipe.start.sources.front().samples;
        CHECK (std::equal (source.begin(), source.begin() + 176, made.begin()));
        CHECK (std::equal (source.begin() + 398, source.end(), made.begin() + 398));
        CHECK (made[280] != source[280]);
    }
}

TEST_CASE ("a class is refused unless a classifier steers CRASH's network to it")
{
    auto recipe = anySound();
    recipe.classes = { { "kick", 1.0 } };
    CHECK_THAT (sentenceFor (recipe), Contains ("--classifier-guidance"));

    recipe.classifier.scale = 1.0;
    recipe.steps = 2;
    recipe.seconds = 0.476;
    const auto kick = samplesOf (recipe);
    recipe.classes = { { "cymbal", 1.0 } };
    CHECK (kick.size() == 21000);
    CHECK (largestDifference (samplesOf (recipe), kick) > 1e-3);

    recipe.classes = { { "hat_open", 1.0 } };
    CHECK_THAT (sentenceFor (recipe), Contains ("hat_open"));
    recipe.classes = { { "kick", 1.0 } };
    recipe.seconds = 0.0; // the model's 600 samples
    CHECK_THAT (sentenceOf ([&] { samplesOf (recipe); }), Contains ("21000 samples"));
}

TEST_CASE ("descriptors are refused, which CRASH's network was never told")
{
    auto recipe = anySound();
    recipe.descriptors = { { "decay", 0.2 } };
    CHECK_THAT (sentenceFor (recipe), Contains ("was not trained to be told the decay"));
}

TEST_CASE ("as published, CRASH's network makes other sounds than by the right rules, each of them again")
{
    for (const auto sampler : { SamplerKind::eulerMaruyama, SamplerKind::ancestral, SamplerKind::crashSde,
                                SamplerKind::euler, SamplerKind::ddim })
    {
        CAPTURE (infoOf (sampler).key);
        auto right = anySound (sampler);
        right.steps = 5;
        const auto published = samplesOf (asPublished (right));
        CHECK (published == samplesOf (asPublished (right)));
        CHECK (largestDifference (published, samplesOf (right)) > 1e-3);
    }

    auto variation = from (StartKind::variation, SamplerKind::ancestral);
    CHECK (largestDifference (samplesOf (asPublished (variation)), samplesOf (variation)) > 1e-3);
    auto between = from (StartKind::interpolation);
    CHECK (largestDifference (samplesOf (asPublished (between)), samplesOf (between)) > 1e-3);
    CHECK (generator().make (asPublished (between), {}, {}).networkCalls == 9);
    auto encoded = from (StartKind::encodedVariation);
    encoded.start.amount = 1.0;
    CHECK (samplesOf (asPublished (encoded)).size() == test::crashModelLength);
}

TEST_CASE ("as published, what is kept while the rest is made anew comes out altered")
{
    auto recipe = asPublished (from (StartKind::noise, SamplerKind::ancestral));
    recipe.regions = { { 0.004, 0.009, 0.0 } };
    const auto made = samplesOf (recipe);
    CHECK (largestDifference (made, recipe.start.sources.front().samples) > 1e-3);
    CHECK (std::abs (made[10] - recipe.start.sources.front().samples[10]) > 0.0f);
}

TEST_CASE ("as published, a classifier steers CRASH's network by other amounts")
{
    auto recipe = anySound();
    recipe.classes = { { "kick", 0.7 }, { "snare", 0.3 } };
    recipe.classifier.scale = 1.0;
    recipe.steps = 2;
    recipe.seconds = 0.476;
    auto unsteered = anySound();
    unsteered.steps = 2;
    unsteered.seconds = 0.476;
    CHECK (largestDifference (samplesOf (asPublished (recipe)), samplesOf (asPublished (unsteered))) > 1e-3);
}

TEST_CASE ("what CRASH's published code has not is refused as published")
{
    auto recipe = asPublished (anySound (SamplerKind::heun));
    CHECK_THAT (sentenceFor (recipe), Contains ("euler-maruyama, ancestral, crash-sde, euler and ddim"));
    recipe = asPublished (from (StartKind::variation));
    CHECK_THAT (sentenceFor (recipe), Contains ("ancestral for variations"));
    recipe = asPublished (from (StartKind::encodedVariation, SamplerKind::ancestral));
    CHECK_THAT (sentenceFor (recipe), Contains ("ddim and euler to encode"));
    recipe = asPublished (from (StartKind::encodedVariation));
    CHECK_THAT (sentenceFor (recipe), Contains ("--amount 1"));
    recipe = asPublished (from (StartKind::noise));
    recipe.regions = { { 0.004, 0.009, 0.0 } };
    CHECK_THAT (sentenceFor (recipe), Contains ("parts of a sound anew"));
    recipe = asPublished (anySound (SamplerKind::crashSde));
    recipe.classifier.scale = 1.0;
    CHECK_THAT (sentenceFor (recipe), Contains ("steers"));
    recipe = asPublished (anySound());
    recipe.process.kind = ProcessKind::vpLinear;
    CHECK_THAT (sentenceFor (recipe), Contains ("--process vp-cosine"));
    recipe = asPublished (anySound());
    recipe.levels = { LevelSpacing::logUniform, 7.0, {} };
    CHECK_THAT (sentenceFor (recipe), Contains ("uniform in time"));
    recipe = asPublished (anySound());
    recipe.steps = 1;
    CHECK_THAT (sentenceFor (recipe), Contains ("at least 2 steps"));
    recipe = asPublished (anySound());
    recipe.threshold.kind = ThresholdKind::clip;
    CHECK_THAT (sentenceFor (recipe), Contains ("thresholds"));

    Generator ours ({ test::tinyModel().string(), "cpu", 1 });
    Recipe kick;
    kick.asPublished = true;
    CHECK_THROWS_AS (ours.make (kick, {}, {}), UsageError);
    CHECK_THAT (sentenceOf ([&] { ours.make (kick, {}, {}); }), Contains ("\"tiny\" is none"));
}
