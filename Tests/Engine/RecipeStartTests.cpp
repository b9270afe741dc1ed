#include "Engine/RecipeStart.h"

#include "Audio/AudioTestTools.h"
#include "Audio/MemoryFlac.h"
#include "Audio/SoundFile.h"
#include "Doubles/TinyModel.h"
#include "Engine/Generator.h"
#include "Engine/StartState.h"

#include <catch2/catch.hpp>

using namespace stochastick;
using audiotest::largestDifference;
using audiotest::sentenceOf;
using Catch::Matchers::Contains;

namespace
{
Generator& generator()
{
    static Generator shared ({ test::tinyModel().string(), "cpu", 1 });
    return shared;
}

Sound made (const Recipe& recipe)
{
    return generator().make (recipe, {}, {});
}

/** A drum-like tone that has died away at its end, in 24 bits. */
SourceSound source (double hz, double seconds = 0.08, double peak = 0.3)
{
    auto audio = audiotest::sine (hz, seconds, 44100, peak);

    for (std::size_t i = 0; i < audio.samples.size(); ++i)
        audio.samples[i] *= static_cast<float> (std::exp (-60.0 * static_cast<double> (i) / 44100.0));

    quantiseTo24Bits (audio);
    return { audio.samples, 44100, { { "kick", 1.0 } } };
}

Recipe startingWith (StartKind kind, double amount, const std::vector<SourceSound>& sources)
{
    Recipe recipe;
    recipe.seed = 7;
    recipe.steps = 8;
    recipe.start = { kind, amount, sources };
    return recipe;
}

Recipe redoing (const SourceSound& sound, const std::vector<Region>& regions)
{
    Recipe recipe = startingWith (StartKind::noise, 0.5, { sound });
    recipe.sampler = SamplerKind::ancestral;
    recipe.regions = regions;
    return recipe;
}

/** Root mean square of the difference of two sounds, each with a root mean square of 1. */
double distance (std::vector<float> a, std::vector<float> b)
{
    b.resize (a.size());
    const auto powerOf = [] (const std::vector<float>& x) {
        double power = 0.0;

        for (const auto value : x)
            power += static_cast<double> (value) * value;

        return std::sqrt (power / static_cast<double> (x.size()));
    };
    const auto powerA = powerOf (a), powerB = powerOf (b);

    for (std::size_t i = 0; i < a.size(); ++i)
        a[i] = static_cast<float> (a[i] / powerA - b[i] / powerB);

    return powerOf (a);
}

std::size_t differencesIn (const std::vector<float>& a, const std::vector<float>& b, std::size_t from, std::size_t to)
{
    std::size_t count = 0;

    for (auto i = from; i < to; ++i)
        count += a.at (i) != b.at (i) ? 1u : 0u;

    return count;
}

std::vector<Recipe> oneOfEachKind()
{
    auto encoded = startingWith (StartKind::encodedVariation, 0.5, { source (80) });
    encoded.sampler = SamplerKind::ddim;
    encoded.controls.eta = 0.2;
    auto between = startingWith (StartKind::interpolation, 0.5, { source (80), source (300) });
    between.sampler = SamplerKind::dpmSolver2;
    auto resampled = redoing (source (80), { { 0.02, 0.05, 0.005 } });
    resampled.resamplings = 2;
    return { startingWith (StartKind::variation, 0.5, { source (80) }), encoded, between, resampled };
}
} // namespace

TEST_CASE ("starts have keys that are found again, and an unknown one is answered with the nearest")
{
    for (const auto& info : allStarts())
        CHECK (startFromKey (info.key) == info.kind);

    CHECK_THAT (sentenceOf ([] { startFromKey ("variatoin"); }), Contains ("did you mean \"variation\"?"));
    CHECK (infoOf (StartKind::interpolation).sources == 2);
}

TEST_CASE ("a variation is the further from its source the larger its amount")
{
    const auto original = source (300);
    const auto distanceAt = [&] (double amount) {
        double sum = 0.0;

        for (const std::uint64_t seed : { 1u, 2u, 3u })
        {
            auto recipe = startingWith (StartKind::variation, amount, { original });
            recipe.seed = seed;
            sum += distance (made (recipe).audio.samples, original.samples);
        }

        return sum / 3.0;
    };
    const auto none = distanceAt (0.0), little = distanceAt (0.1), half = distanceAt (0.5), most = distanceAt (0.9);
    CAPTURE (none, little, half, most);
    CHECK (none < 0.1);
    CHECK (none < little);
    CHECK (little < 0.5 * half);
    CHECK (half < most);
}

TEST_CASE ("the ratio where a run begins grows from the model's smallest to its largest with the amount of a variation")
{
    ModelInfo info;
    const auto ratioAt = [&] (StartKind kind, double amount) {
        return largestRatioOf (startingWith (kind, amount, { source (80) }), info);
    };
    CHECK (ratioAt (StartKind::variation, 1.0) == Approx (info.largestRatio));
    CHECK (ratioAt (StartKind::variation, 0.0) == Approx (info.smallestRatio).epsilon (0.05));
    CHECK (ratioAt (StartKind::variation, 0.0) > info.smallestRatio);
    CHECK (ratioAt (StartKind::variation, 0.3) < ratioAt (StartKind::encodedVariation, 0.6));
    CHECK (ratioAt (StartKind::interpolation, 0.1) == info.largestRatio);
    CHECK (ratioAt (StartKind::noise, 0.1) == info.largestRatio);
}

TEST_CASE ("the way between two sounds ends near each of them, and its middle is neither")
{
    const auto first = source (80), second = source (300);
    const auto at = [&] (double amount) {
        auto recipe = startingWith (StartKind::interpolation, amount, { first, second });
        recipe.sampler = SamplerKind::dpmSolver2;
        recipe.levels.spacing = LevelSpacing::logUniform;
        recipe.steps = 50;
        return made (recipe).audio.samples;
    };
    const auto begin = distance (at (0.0), first.samples), end = distance (at (1.0), second.samples);
    const auto middle = at (0.5);
    const auto toFirst = distance (middle, first.samples), toSecond = distance (middle, second.samples);
    CAPTURE (begin, end, toFirst, toSecond);
    CHECK (begin < 0.2);
    CHECK (end < 0.2);
    CHECK (toFirst > 2.0 * begin);
    CHECK (toSecond > 2.0 * end);
}

TEST_CASE ("a region is made anew and everything outside it stays to the bit, with a fade or without")
{
    for (const double fade : { 0.0, 0.005 })
    {
        CAPTURE (fade);
        const auto original = source (80);
        const auto sound = made (redoing (original, { { 0.02, 0.04, fade }, { 0.05, 0.06, fade } })).audio.samples;
        auto expected = original.samples;
        expected.resize (sound.size());
        REQUIRE (sound.size() >= original.samples.size());

        CHECK (differencesIn (sound, expected, 0, 882) == 0);
        CHECK (differencesIn (sound, expected, 883, 1764) > 850);
        CHECK (differencesIn (sound, expected, 1765, 2205) == 0);
        CHECK (differencesIn (sound, expected, 2206, 2646) > 400);
        CHECK (differencesIn (sound, expected, 2647, sound.size()) == 0);
        CHECK (sound != made (redoing (original, { { 0.02, 0.04, fade } })).audio.samples);
    }
}

TEST_CASE ("a region without a loud edge joins its source without a jump where it fades")
{
    const auto original = source (80);
    const auto sound = made (redoing (original, { { 0.02, 0.05, 0.005 } })).audio.samples;

    for (const std::size_t edge : { 883u, 2204u }) // the first and the last sample that may change
        CHECK (std::abs (sound[edge] - original.samples[edge]) < 1e-3f);
}

TEST_CASE ("a region beyond the end extends the sound, which then ends in silence")
{
    const auto original = source (80, 0.05);
    const auto sound = made (redoing (original, { { 0.04, 0.1, 0.005 } })).audio.samples;
    const auto beyond = std::vector<float> (sound.begin() + 2205, sound.end());

    CHECK (sound.size() >= 4410);
    CHECK (sound.size() < 4410 + 2205 + test::tinyModelLengthStep); // the model's lengths may leave a little silence
    CHECK (differencesIn (sound, std::vector<float> (sound.size()), 4411, sound.size()) == 0);
    CHECK (std::equal (original.samples.begin(), original.samples.begin() + 1764, sound.begin()));
    CHECK (largestDifference (beyond, std::vector<float> (beyond.size())) > 0.01);
    CHECK (sound.back() == 0.0f);
    CHECK_FALSE (sentenceOf ([&] { made (redoing (original, { { 0.04, 4.0, 0.005 } })); }).empty());
}

TEST_CASE ("a quieter source is redone at its own level")
{
    const auto loud = made (redoing (source (80, 0.08, 0.4), { { 0.02, 0.05, 0.0 } })).audio.samples;
    const auto quiet = made (redoing (source (80, 0.08, 0.04), { { 0.02, 0.05, 0.0 } })).audio.samples;
    const auto peakInside = [] (const std::vector<float>& sound) {
        const std::vector<float> part (sound.begin() + 900, sound.begin() + 2200);
        return largestDifference (part, std::vector<float> (part.size()));
    };
    CHECK (peakInside (quiet) == Approx (0.1 * peakInside (loud)).epsilon (0.01));
}

TEST_CASE ("the recipe of a sound made from others makes it again from its text, to the bit")
{
    for (const auto& recipe : oneOfEachKind())
    {
        const auto sound = made (recipe);
        CAPTURE (infoOf (recipe.start.kind).key);
        CHECK (made (sound.recipe).audio.samples == sound.audio.samples);
        CHECK (made (recipeFromJson (toJson (sound.recipe))).audio.samples == sound.audio.samples);
        CHECK ((sound.recipe.start == recipe.start));
    }
}

TEST_CASE ("one thread and two make the same sound from others to within rounding")
{
    Generator two ({ test::tinyModel().string(), "cpu", 2 });

    for (const auto& recipe : oneOfEachKind())
        CHECK (largestDifference (two.make (recipe, {}, {}).audio.samples, made (recipe).audio.samples) < 1e-3);
}

TEST_CASE ("a source at another rate than the model's, or one to be encoded with noise, is refused in a sentence")
{
    auto other = source (80);
    other.sampleRate = 48000;
    CHECK_THAT (sentenceOf ([&] { made (startingWith (StartKind::variation, 0.5, { other })); }),
                Contains ("48000 Hz") && Contains ("44100 Hz"));

    auto noisy = startingWith (StartKind::interpolation, 0.5, { source (80), source (300) });
    noisy.sampler = SamplerKind::ancestral;
    CHECK_THAT (sentenceOf ([&] { made (noisy); }), Contains ("cannot be encoded"));
}

TEST_CASE ("resampling regions with a rule that remembers is refused in a sentence")
{
    auto recipe = redoing (source (80), { { 0.02, 0.05, 0.005 } });
    recipe.sampler = SamplerKind::dpmpp2m;
    recipe.resamplings = 2;
    CHECK_THAT (sentenceOf ([&] { made (recipe); }), Contains ("cannot be resampled"));
}

TEST_CASE ("a sound becomes a source where it is, or from its onset at -1 dBFS, without silence at its end")
{
    MonoAudio audio { std::vector<float> (2000) };
    const auto drum = source (80).samples;
    audio.samples.insert (audio.samples.end(), drum.begin(), drum.end());
    audio.samples.resize (9000);

    const auto placed = asSource (audio, 44100, false, "It"), cut = asSource (audio, 44100, true, "It");
    CHECK (asSource (audio, 22050, false, "It").sampleRate == 22050);
    audio.samples.resize (placed.samples.size());
    CHECK (placed.samples == audio.samples);
    CHECK (placed.samples.back() != 0.0f);
    CHECK (placed.samples.size() <= 2000 + drum.size());
    CHECK (cut.samples.size() < placed.samples.size() - 1900);
    CHECK (largestDifference (cut.samples, std::vector<float> (cut.samples.size())) == Approx (0.8912509).epsilon (1e-5));

    for (const auto& sound : { placed, cut })
        CHECK (fromFlac (toFlac ({ sound.samples, sound.sampleRate })).samples == sound.samples);

    for (const bool fromOnset : { false, true })
        CHECK (sentenceOf ([&] { asSource ({ std::vector<float> (1000) }, 44100, fromOnset, "It"); })
               == "It is silent; choose a sound.");
}
