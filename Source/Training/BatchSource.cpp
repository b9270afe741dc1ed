#include "Training/BatchSource.h"

#include "Audio/Descriptors.h"
#include "Audio/Emphasis.h"
#include "Training/DrumSynthesis.h"

#include <ATen/CPUGeneratorImpl.h>
#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace stochastick
{
namespace
{
double uniform (std::mt19937_64& random)
{
    return static_cast<double> (random() >> 11) * 0x1p-53;
}

std::size_t below (std::mt19937_64& random, std::size_t count)
{
    return static_cast<std::size_t> (uniform (random) * static_cast<double> (count));
}

/** splitmix64 of the pair: neighbouring steps get unrelated generators. */
std::uint64_t mix (std::uint64_t seed, std::uint64_t step)
{
    auto z = seed * 0x9E3779B97F4A7C15u + step + 0x632BE59BD9B4E019u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

double drawRatio (const RatioDistribution& ratios, std::mt19937_64& random)
{
    if (ratios.uniformInTimeOf)
    {
        const auto process = makeProcess (*ratios.uniformInTimeOf);
        return process->ratio (std::lerp (process->tMin(), process->tMax(), uniform (random)));
    }

    const auto low = std::log (ratios.smallest), high = std::log (ratios.largest);

    if (uniform (random) < ratios.uniformShare)
        return std::exp (low + uniform (random) * (high - low));

    const auto radius = std::sqrt (-2.0 * std::log (1.0 - uniform (random))); // one draw a statement: their order counts
    const auto normal = radius * std::cos (2.0 * M_PI * uniform (random));
    return std::exp (std::clamp (ratios.logMean + ratios.logDeviation * normal, low, high));
}
double quantile (std::vector<double> values, double share)
{
    const auto place = values.begin() + std::lround (share * static_cast<double> (values.size() - 1));
    std::nth_element (values.begin(), place, values.end());
    return *place;
}

std::pair<double, double> meanAndDeviation (const std::vector<double>& values)
{
    const auto count = static_cast<double> (values.size());
    const auto mean = std::accumulate (values.begin(), values.end(), 0.0) / count;
    const auto squares = std::accumulate (values.begin(), values.end(), 0.0,
                                          [mean] (double sum, double x) { return sum + (x - mean) * (x - mean); });
    return { mean, std::max (std::sqrt (squares / count), 1e-3) };
}
} // namespace

BatchSource::BatchSource (std::vector<Example> real, const BatchSettings& wanted, const CancelToken& cancel)
    : settings (wanted),
      realByClass (static_cast<std::size_t> (wanted.classes)),
      pool (static_cast<std::size_t> (wanted.classes))
{
    for (auto& example : real)
        realByClass.at (static_cast<std::size_t> (example.drumClass)).push_back (std::move (example));

    for (int drumClass = 0; drumClass < settings.classes; ++drumClass)
        if (! settings.onlyRealClasses || ! realByClass[static_cast<std::size_t> (drumClass)].empty())
            drawnClasses.push_back (drumClass);

    for (auto& slots : pool)
        slots.resize (static_cast<std::size_t> (settings.proceduralPoolPerClass), { ~std::uint64_t {}, {} });

    cancel.throwIfCancelled();
}

/** Slot s of a class holds, at step n, the sound of the largest m ≤ n with m ≡ s: renewed in turn, known from n alone. */
const std::vector<float>& BatchSource::proceduralSound (int drumClass, std::int64_t step, std::mt19937_64& random)
{
    auto& slots = pool.at (static_cast<std::size_t> (drumClass));
    const auto count = static_cast<std::int64_t> (slots.size());
    const auto slot = static_cast<std::int64_t> (below (random, slots.size()));
    const auto renewals = (step - slot + count) / count; // 0 before the slot's first turn
    const auto seed = mix (settings.seed, static_cast<std::uint64_t> (renewals * count + slot));
    auto& [heldSeed, sound] = slots[static_cast<std::size_t> (slot)];

    if (heldSeed != seed)
    {
        sound = synthesiseDrum (drumClass, seed, settings.length).samples;
        heldSeed = seed;
    }

    return sound;
}

/** An augmented sound. */
BatchSource::Drawn BatchSource::drawn (int drumClass, std::int64_t step, std::mt19937_64& random)
{
    const auto& real = realByClass.at (static_cast<std::size_t> (drumClass));
    const bool procedural = real.empty() || uniform (random) < settings.proceduralShare;

    if (procedural)
        return { augment (proceduralSound (drumClass, step, random), settings.augmentation, random), ! real.empty() };

    const auto& sound = real[below (random, real.size())].samples;

    if (const auto share = settings.augmentation.layeredShare; share > 0.0 && uniform (random) < share)
        return { augment (layered (sound, real[below (random, real.size())].samples, random), settings.augmentation, random),
                 false };

    return { augment (sound, settings.augmentation, random), false };
}

Batch BatchSource::make (std::int64_t step)
{
    const auto batchSize = settings.batchSize;
    const auto columns =
        settings.classes + 1 + 2 * static_cast<int> (settings.descriptors.size()) + (settings.marksSynthetic ? 1 : 0);
    std::mt19937_64 random (mix (settings.seed, static_cast<std::uint64_t> (step)));
    Batch batch { torch::empty ({ batchSize, 1, settings.length }),
                  torch::zeros ({ batchSize, columns }),
                  torch::empty ({ batchSize }),
                  {} };
    const auto offset = below (random, drawnClasses.size());

    for (int i = 0; i < batchSize; ++i)
    {
        const int drumClass = drawnClasses[(static_cast<std::size_t> (i) + offset) % drawnClasses.size()];
        auto [samples, synthetic] = drawn (drumClass, step, random);
        const bool dropped = uniform (random) < settings.dropShare;
        auto* condition = batch.conditions.data_ptr<float>() + static_cast<std::ptrdiff_t> (i) * columns;

        condition[dropped ? settings.classes : drumClass] = 1.0f;

        if (settings.marksSynthetic)
            condition[columns - 1] = synthetic ? 1.0f : 0.0f;

        if (! dropped)
            describe ({ samples, settings.sampleRate }, condition + settings.classes + 1, random);

        emphasise (samples, settings.emphasis);
        std::ranges::copy (samples, batch.signals.data_ptr<float>() + static_cast<std::ptrdiff_t> (i) * settings.length);
        batch.ratios.data_ptr<float>()[i] = static_cast<float> (drawRatio (settings.ratios, random));
    }

    batch.noise = torch::randn (batch.signals.sizes(), at::detail::createCPUGenerator (random()));
    return batch;
}

/** @param columns  values, then which are known */
void BatchSource::describe (const MonoAudio& sound, float* columns, std::mt19937_64& random) const
{
    const auto count = settings.descriptors.size();

    if (count == 0 || uniform (random) >= settings.describedShare)
        return;

    const auto features = measure (sound);

    for (std::size_t i = 0; i < count; ++i)
    {
        if (uniform (random) >= settings.knownShare)
            continue;

        const auto& scale = settings.descriptors[i];
        const auto& descriptor = descriptorFromKey (scale.key);
        const auto position = (onScale (descriptor, descriptor.of (features)) - scale.mean) / scale.deviation;
        columns[i] = static_cast<float> (std::clamp (position, -4.0, 4.0));
        columns[count + i] = 1.0f;
    }
}

std::vector<DescriptorScale> BatchSource::measureDescriptors (const CancelToken& cancel)
{
    constexpr int soundsPerClass = 300;
    const auto& table = allDescriptors();
    std::vector<DescriptorScale> scales (table.size());
    std::vector<std::vector<double>> positions (table.size()); // of all classes, on the scales
    std::mt19937_64 random (mix (settings.seed, ~std::uint64_t {}));

    for (int drumClass = 0; drumClass < settings.classes; ++drumClass)
    {
        std::vector<std::vector<double>> values (table.size());

        for (int i = 0; i < soundsPerClass; ++i)
        {
            cancel.throwIfCancelled();
            const auto features = measure ({ drawn (drumClass, 0, random).samples, settings.sampleRate });

            for (std::size_t d = 0; d < table.size(); ++d)
                values[d].push_back (onScale (table[d], table[d].of (features)));
        }

        for (std::size_t d = 0; d < table.size(); ++d)
        {
            positions[d].insert (positions[d].end(), values[d].begin(), values[d].end());
            scales[d].classes.push_back ({ fromScale (table[d], quantile (values[d], 0.05)),
                                           fromScale (table[d], quantile (values[d], 0.5)),
                                           fromScale (table[d], quantile (values[d], 0.95)) });
        }
    }

    for (std::size_t d = 0; d < table.size(); ++d)
    {
        scales[d].key = table[d].key;
        std::tie (scales[d].mean, scales[d].deviation) = meanAndDeviation (positions[d]);
    }

    return scales;
}
} // namespace stochastick
