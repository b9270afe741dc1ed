#include "Audio/Descriptors.h"
#include "Audio/Emphasis.h"
#include "Audio/MemoryFlac.h"
#include "Diffusion/Noise.h"
#include "Engine/Generator.h"
#include "Engine/Inheritance.h"
#include "Network/ModelInfo.h"
#include "Network/NoiseClassifier.h"
#include "Training/SoundEmbedding.h"

#include <catch2/catch.hpp>
#include <torch/utils.h>

using namespace stochastick;

namespace
{
constexpr double slightNoise = 0.01; // the classifier knows no sound without
constexpr auto modelFolder = STOCHASTICK_MODELS_FOLDER "/drums";
const std::vector<std::string> someClasses { "snare", "tom", "hat_open" };

Generator& generator()
{
    static Generator made ({ modelFolder, "cpu" });
    return made;
}

Recipe recipeOf (const std::string& drumClass, std::uint64_t seed)
{
    Recipe recipe;
    recipe.classes = { { drumClass, 1.0 } };
    recipe.seed = seed;
    return recipe;
}

MonoAudio make (const Recipe& recipe)
{
    return generator().make (recipe, {}, {}).audio;
}

SourceSound sourceOf (const std::string& drumClass, std::uint64_t seed)
{
    auto audio = make (recipeOf (drumClass, seed));
    quantiseTo24Bits (audio);
    return { audio.samples, audio.sampleRate, { { drumClass, 1.0 } } };
}

/** RMS of the difference of log-mel energies, dB. */
double distance (const MonoAudio& a, const MonoAudio& b)
{
    return 4.342944819 * (embedSound (a) - embedSound (b)).square().mean().sqrt().item<double>();
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

TEST_CASE ("the farther a variation is asked to be, the farther it is from its sound")
{
    double last = 0.0;

    for (const auto amount : { 0.1, 0.4, 0.8 })
    {
        double sum = 0.0;

        for (const auto& drumClass : someClasses)
        {
            auto recipe = recipeOf (drumClass, 81);
            recipe.start = { StartKind::variation, amount, { sourceOf (drumClass, 80) } };
            sum += distance (make (recipe), make (recipeOf (drumClass, 80)));
        }

        CAPTURE (amount, sum, last);
        CHECK (sum > last);
        last = sum;
    }
}

TEST_CASE ("a morph gives back its ends, and its middle lies between them")
{
    auto recipe = recipeOf ("snare", 0);
    encodeBothWays (recipe);
    const auto first = make (recipeOf ("snare", 80)), second = make (recipeOf ("snare", 91));
    const auto at = [&] (double amount) {
        recipe.start = { StartKind::interpolation, amount, { sourceOf ("snare", 80), sourceOf ("snare", 91) } };
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

TEST_CASE ("guidance of either kind makes sounds more like their class")
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

TEST_CASE ("a sound follows what it is asked to be: decay, brightness, loudness")
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
