// What the controls do to the sounds of the shipped weights; how much is measured by `stochastick controls` (docs/controls.md).

#include "Audio/AudioTestTools.h"
#include "Audio/Descriptors.h"
#include "Audio/Emphasis.h"
#include "Diffusion/Noise.h"
#include "Engine/Inheritance.h"
#include "Models/ShippedDrums.h"
#include "Network/ModelInfo.h"
#include "Network/NoiseClassifier.h"

#include <catch2/catch.hpp>
#include <numeric>

using namespace stochastick;
using namespace shipped;

namespace
{
constexpr double slightNoise = 0.01; // the classifier knows no sound without

/** Of variations from their sounds, added up over some classes. */
double distanceOfVariations (StartKind kind, double amount)
{
    double sum = 0.0;

    for (const auto& drumClass : someClasses)
    {
        auto recipe = recipeOf (drumClass, 81, 10);
        recipe.start = { kind, amount, { drumSource (drumClass, 80) } };

        if (kind == StartKind::encodedVariation)
        {
            recipe.sampler = SamplerKind::ddim;
            recipe.controls.eta = 0.5; // without noise of its own it would come back
        }

        sum += distance (make (recipe), drum (drumClass, 80));
    }

    return sum;
}

constexpr double secondStroke = 0.18; // seconds

/** Someone says "bah-bah": a voice of 120 Hz with two formants. */
MonoAudio twoStrokesOfVoice()
{
    auto audio = audiotest::noise (22050, 1.0);

    for (std::size_t i = 0; i < audio.samples.size(); ++i)
    {
        const auto t = static_cast<double> (i) / audio.sampleRate;
        const auto sinceStroke = t < secondStroke ? t : t - secondStroke;
        double vowel = audio.samples[i] * std::exp (-80.0 * sinceStroke); // it begins with breath

        for (double hz = 120.0; hz < 3500.0; hz += 120.0)
        {
            const auto formant = [=] (double centre, double width) {
                return 1.0 / (1.0 + std::pow ((hz - centre) / width, 2));
            };
            vowel += (formant (700.0, 200.0) + 0.6 * formant (1200.0, 250.0)) * std::sin (2.0 * std::numbers::pi * hz * t);
        }

        audio.samples[i] =
            static_cast<float> (0.15 * vowel * std::exp (-25.0 * sinceStroke) * std::min (1.0, 300.0 * sinceStroke));
    }

    return audio;
}

MonoAudio turned (const MonoAudio& audio, const std::string& drumClass, double amount, std::uint64_t seed)
{
    auto recipe = recipeOf (drumClass, seed, 8);
    auto source = sourceOf (audio, "The voice");
    source.classes = recipe.classes;
    recipe.start = { StartKind::variation, amount, { source } };
    return make (recipe);
}

double levelDb (const MonoAudio& audio, double from, double to)
{
    const auto at = [&] (double seconds) { return audio.samples.begin() + std::lround (seconds * audio.sampleRate); };
    const auto power = std::inner_product (at (from), at (to), at (from), 0.0) / static_cast<double> (at (to) - at (from));
    return 10.0 * std::log10 (power + 1e-12);
}

/** By how much the level rises at the second stroke, dB. */
double riseAtSecondStroke (const MonoAudio& audio)
{
    return levelDb (audio, secondStroke + 0.002, secondStroke + 0.032)
           - levelDb (audio, secondStroke - 0.032, secondStroke - 0.002);
}

/** What the shipped classifier says of finished sounds: the mean of ln p of the class that they are meant to be. */
double meanLogProbability (const std::function<void (Recipe&)>& change)
{
    static const auto classifier = NoiseClassifier::load (modelFolder);
    const torch::NoGradGuard noGradient;
    const auto& info = generator().modelInfo();
    double sum = 0.0;

    for (const auto& drumClass : someClasses)
        for (std::uint64_t seed = 70; seed < 73; ++seed)
        {
            auto recipe = recipeOf (drumClass, seed);
            change (recipe);
            auto audio = make (recipe);
            emphasise (audio.samples, info.emphasis);
            const auto clean = torch::tensor (audio.samples).reshape ({ 1, 1, -1 });
            const auto x = clean + Noise ({ 1 }).normal (NoisePurpose::probe, 0, clean.size (2)) * slightNoise;
            sum += classifier.logProbabilities (x, slightNoise)[0][info.classIndex (drumClass)].item<double>();
        }

    return sum / 9.0;
}
} // namespace

TEST_CASE ("the farther a variation is asked to be, the farther it is from its sound, and a slight one is close to it",
           "[models]")
{
    double apart = 0.0;

    for (const auto& drumClass : someClasses)
        apart += distance (drum (drumClass, 80), drum (drumClass, 81));

    for (const auto kind : { StartKind::variation, StartKind::encodedVariation })
    {
        const auto slight = distanceOfVariations (kind, 0.1), some = distanceOfVariations (kind, 0.4),
                   much = distanceOfVariations (kind, 0.8);
        CAPTURE (infoOf (kind).key, slight, some, much, apart);
        CHECK (slight < some);
        CHECK (some < much);
        CHECK (slight < 0.3 * apart);
    }
}

TEST_CASE ("a voice turns into the drum that is asked for: bright as a hat, dark as a kick", "[models]")
{
    const auto voice = twoStrokesOfVoice();
    const auto before = measure (voice).brightnessHz;

    for (std::uint64_t seed = 1; seed <= 2; ++seed)
    {
        const auto hat = measure (turned (voice, "hat_closed", 0.6, seed)).brightnessHz;
        const auto kick = measure (turned (voice, "kick", 0.6, seed)).brightnessHz;
        CAPTURE (seed, before, hat, kick);
        CHECK (hat > 2.0 * before);
        CHECK (kick < 0.5 * before);
    }
}

TEST_CASE ("a voice that is turned a little keeps its strokes, and leans to the drum that is asked for", "[models]")
{
    const auto voice = twoStrokesOfVoice();
    double kept = 0.0, usual = 0.0, hat = 0.0, kick = 0.0;

    for (std::uint64_t seed = 1; seed <= 2; ++seed)
    {
        const auto hatOfVoice = turned (voice, "hat_closed", 0.4, seed);
        kept += riseAtSecondStroke (hatOfVoice) / 2.0;
        usual += riseAtSecondStroke (drum ("hat_closed", seed)) / 2.0;
        hat += measure (hatOfVoice).brightnessHz;
        kick += measure (turned (voice, "kick", 0.4, seed)).brightnessHz;
    }

    CAPTURE (riseAtSecondStroke (voice), kept, usual, hat, kick);
    CHECK (kept > usual + 3.0);
    CHECK (hat > kick);
}

TEST_CASE ("a morph gives back its ends, and its middle lies between them")
{
    auto recipe = recipeOf ("snare", 0);
    encodeBothWays (recipe);
    const auto &first = drum ("snare", 80), &second = drum ("snare", 91);
    const auto at = [&] (double amount) {
        recipe.start = { StartKind::interpolation, amount, { drumSource ("snare", 80), drumSource ("snare", 91) } };
        return make (recipe);
    };
    const auto apart = distance (first, second);
    const auto middle = at (0.5);
    CAPTURE (apart, distance (at (0.0), first), distance (at (1.0), second), distance (middle, first),
             distance (middle, second));
    CHECK (distance (at (0.0), first) < 0.3 * apart);
    CHECK (distance (at (1.0), second) < 0.3 * apart);
    CHECK (distance (middle, first) < apart);
    CHECK (distance (middle, second) < apart);
}

TEST_CASE ("children lie nearer to their parents than these to each other, each nearest to the one that it has more of",
           "[models]")
{
    const std::vector<std::uint64_t> siblings { 1, 2 };
    REQUIRE (shareOfChild (siblings[0]) < 0.4);
    REQUIRE (shareOfChild (siblings[1]) > 0.6);
    double apart = 0.0, toMain = 0.0, toOther = 0.0, betweenSiblings = 0.0;

    for (const std::string drumClass : { "snare", "tom" })
    {
        const auto &first = drum (drumClass, 80), &second = drum (drumClass, 81);
        std::vector<MonoAudio> children;

        for (const auto seed : siblings)
        {
            auto recipe = recipeOf (drumClass, seed);
            encodeBothWays (recipe);
            recipe.steps = 15;
            recipe.start = { StartKind::interpolation,
                             shareOfChild (seed),
                             { drumSource (drumClass, 80), drumSource (drumClass, 81) },
                             0.25 };
            children.push_back (make (recipe));
        }

        apart += distance (first, second);
        toMain += (distance (children[0], first) + distance (children[1], second)) / 2.0;
        toOther += (distance (children[0], second) + distance (children[1], first)) / 2.0;
        betweenSiblings += distance (children[0], children[1]);
    }

    CAPTURE (apart, toMain, toOther, betweenSiblings);
    CHECK ((toMain + toOther) / 2.0 < apart);
    CHECK (toMain < toOther);
    CHECK (betweenSiblings > 0.1 * apart);
}

TEST_CASE ("guidance of either kind makes sounds more like their class", "[models]")
{
    const auto plain = meanLogProbability ([] (Recipe& recipe) { recipe.guidance = 1.0; });
    const auto free = meanLogProbability ([] (Recipe& recipe) { recipe.guidance = 3.0; });
    const auto guided = meanLogProbability ([] (Recipe& recipe) {
        recipe.guidance = 1.0;
        recipe.classifier.scale = 3.0;
    });
    CAPTURE (plain, free, guided);
    CHECK (free > plain);
    CHECK (guided > plain);
}

TEST_CASE ("a sound follows what it is asked to be: decay, brightness, loudness", "[models]")
{
    for (const auto& scale : generator().modelInfo().descriptors)
    {
        const auto mean = [&] (double DescriptorScale::Range::*place) {
            double sum = 0.0;

            for (const auto& drumClass : someClasses)
            {
                const auto c = static_cast<std::size_t> (generator().modelInfo().classIndex (drumClass));

                for (std::uint64_t seed = 70; seed < 73; ++seed)
                {
                    auto recipe = recipeOf (drumClass, seed);
                    recipe.descriptors[scale.key] = scale.classes[c].*place;
                    const auto& descriptor = descriptorFromKey (scale.key);
                    sum += onScale (descriptor, descriptor.of (measure (make (recipe))));
                }
            }

            return sum / 9.0;
        };
        const auto low = mean (&DescriptorScale::Range::low), high = mean (&DescriptorScale::Range::high);
        CAPTURE (scale.key, low, high);
        CHECK (high > low);
    }
}
