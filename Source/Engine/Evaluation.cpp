#include "Engine/Evaluation.h"

#include "Audio/Features.h"
#include "Support/Error.h"
#include "Training/DrumClassifier.h"
#include "Training/DrumSynthesis.h"
#include "Training/SoundEmbedding.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <random>

namespace stochastick
{
using torch::Tensor;

namespace
{
constexpr int sampleRate = 44100, length = 32768, components = 24;
constexpr std::uint64_t classifierSeed = 1;

std::vector<MonoAudio> audioOf (const std::vector<Example>& examples)
{
    std::vector<MonoAudio> sounds;

    for (const auto& example : examples)
        sounds.push_back ({ example.samples, sampleRate });

    return sounds;
}

std::vector<MonoAudio> proceduralSounds (int perClass)
{
    std::vector<MonoAudio> sounds;

    for (std::size_t drumClass = 0; drumClass < drumClasses().size(); ++drumClass)
        for (int i = 0; i < perClass; ++i)
            sounds.push_back (
                synthesiseDrum (static_cast<int> (drumClass), 900'000 + static_cast<std::uint64_t> (i), length));

    return sounds;
}

/** White noise under each sound's own envelope (5 ms RMS). */
std::vector<MonoAudio> envelopedNoise (const std::vector<MonoAudio>& sounds)
{
    std::mt19937_64 random (1);
    std::vector<MonoAudio> noises;

    for (const auto& sound : sounds)
    {
        MonoAudio noise = sound;
        double power = 0.0;

        for (auto& sample : noise.samples)
        {
            power += (static_cast<double> (sample) * static_cast<double> (sample) - power) / (0.005 * sampleRate);
            sample = static_cast<float> (std::sqrt (3.0 * power) * (static_cast<double> (random() >> 11) * 0x1p-52 - 1.0));
        }

        noises.push_back (std::move (noise));
    }

    return noises;
}

/** Of all pairs: |a − b| / √(|a|² + |b|²), 0 for the same sound twice, 1 for unrelated ones. */
double smallestDistance (const std::vector<MonoAudio>& sounds)
{
    std::vector<Tensor> rows;

    for (const auto& sound : sounds)
        rows.push_back (torch::tensor (sound.samples));

    const auto matrix = torch::stack (rows);
    const auto energy = matrix.square().sum (1);
    const auto products = torch::matmul (matrix, matrix.t());
    const auto sums = energy.unsqueeze (0) + energy.unsqueeze (1);
    const auto distances = ((sums - 2.0 * products) / sums.clamp_min (1e-12)).clamp_min (0).sqrt();
    return (distances + torch::eye (distances.size (0)) * 10.0).min().item<double>();
}

bool isFinite (const MonoAudio& audio)
{
    return std::all_of (audio.samples.begin(), audio.samples.end(), [] (float x) { return std::isfinite (x); });
}

double median (std::vector<double> values)
{
    std::sort (values.begin(), values.end());
    return values.empty() ? 0.0 : values[values.size() / 2];
}

int sumOf (const std::vector<ClassResult>& classes, int ClassResult::*member)
{
    int sum = 0;

    for (const auto& one : classes)
        sum += one.*member;

    return sum;
}

DatasetRequest datasetRequest (const EvaluationRequest& request, Split split)
{
    return { request.data, drumClasses(), sampleRate, length, split, request.cancel };
}
} // namespace

EvaluationResult evaluate (Generator& generator, const EvaluationRequest& request,
                           const std::function<void (double, const std::string&)>& report,
                           const std::function<void (const Sound&)>& keep)
{
    EvaluationResult result;
    report (0.0, "reading real sounds");
    const auto training = loadDataset (datasetRequest (request, Split::training)).examples;
    const auto heldOut = loadDataset (datasetRequest (request, Split::heldOut)).examples;

    report (0.1, "training the classifier on real sounds");
    DrumClassifier classifier (training, static_cast<int> (drumClasses().size()), sampleRate, classifierSeed,
                               request.cancel);
    const auto heldOutAudio = audioOf (heldOut);
    const auto realRows = embedSounds (heldOutAudio), trainingRows = embedSounds (audioOf (training));
    const auto realNamed = classifier.classify (realRows);

    std::vector<MonoAudio> all;
    std::vector<double> tails;
    result.smallestDistance = 10.0;

    for (std::size_t c = 0; c < drumClasses().size(); ++c)
    {
        ClassResult one { drumClasses()[c], 0, request.perClass, 0, 0 };
        std::vector<MonoAudio> sounds;

        for (int i = 0; i < request.perClass; ++i)
        {
            report (0.2
                        + 0.7 * (static_cast<double> (c) + static_cast<double> (i) / request.perClass)
                              / static_cast<double> (drumClasses().size()),
                    "making " + one.name);
            auto recipe = request.recipe;
            recipe.classes = { { one.name, 1.0 } };
            recipe.seed += c * 1000 + static_cast<std::uint64_t> (i);
            const auto sound = generator.make (recipe, request.cancel, {});
            const auto features = measure (sound.audio);

            keep (sound);
            tails.push_back (features.tailDb);
            result.largestDc = std::max (result.largestDc, std::abs (features.dc));
            result.notFinite += isFinite (sound.audio) ? 0 : 1;
            sounds.push_back (sound.audio);
        }

        one.right = static_cast<int> (
            (classifier.classify (embedSounds (sounds)) == static_cast<std::int64_t> (c)).sum().item<std::int64_t>());

        for (std::size_t i = 0; i < heldOut.size(); ++i)
            if (heldOut[i].drumClass == static_cast<int> (c))
            {
                ++one.realAll;
                one.realRight +=
                    realNamed[static_cast<std::int64_t> (i)].item<std::int64_t>() == static_cast<std::int64_t> (c) ? 1 : 0;
            }

        if (request.perClass > 1)
            result.smallestDistance = std::min (result.smallestDistance, smallestDistance (sounds));

        result.classes.push_back (one);
        all.insert (all.end(), sounds.begin(), sounds.end());
    }

    report (0.95, "comparing");
    const PrincipalComponents space (trainingRows, components);
    const auto reference = space.project (realRows);
    const auto distanceOf = [&] (const Tensor& rows) { return frechetDistance (space.project (rows), reference); };

    result.frechet = distanceOf (embedSounds (all));
    result.frechetReal = distanceOf (trainingRows);
    result.frechetProcedural = distanceOf (embedSounds (proceduralSounds (request.perClass)));
    result.frechetNoise = distanceOf (embedSounds (envelopedNoise (heldOutAudio)));
    result.medianTailDb = median (std::move (tails));
    return result;
}

double EvaluationResult::accuracy() const
{
    return static_cast<double> (sumOf (classes, &ClassResult::right)) / std::max (1, sumOf (classes, &ClassResult::all));
}

double EvaluationResult::realAccuracy() const
{
    return static_cast<double> (sumOf (classes, &ClassResult::realRight))
           / std::max (1, sumOf (classes, &ClassResult::realAll));
}

std::string shareText (int right, int all)
{
    if (all == 0)
        return "-";

    constexpr double z = 1.96;
    const double n = all, p = right / n;
    const double centre = (p + z * z / (2 * n)) / (1 + z * z / n);
    const double half = z / (1 + z * z / n) * std::sqrt (p * (1 - p) / n + z * z / (4 * n * n));
    char text[80];
    std::snprintf (text, sizeof text, "%d/%d = %.0f %% [%.0f, %.0f]", right, all, 100 * p,
                   100 * std::max (0.0, centre - half), 100 * std::min (1.0, centre + half));
    return text;
}

nlohmann::json toJson (const EvaluationResult& result)
{
    auto classes = nlohmann::json::array();

    for (const auto& one : result.classes)
        classes.push_back ({ { "class", one.name },
                             { "right", one.right },
                             { "all", one.all },
                             { "real_right", one.realRight },
                             { "real_all", one.realAll } });

    return { { "classes", classes },
             { "accuracy", result.accuracy() },
             { "real_accuracy", result.realAccuracy() },
             { "frechet", result.frechet },
             { "frechet_real", result.frechetReal },
             { "frechet_procedural", result.frechetProcedural },
             { "frechet_noise", result.frechetNoise },
             { "median_tail_db", result.medianTailDb },
             { "largest_dc", result.largestDc },
             { "smallest_distance", result.smallestDistance },
             { "not_finite", result.notFinite } };
}
} // namespace stochastick
