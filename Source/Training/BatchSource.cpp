#include "Training/BatchSource.h"

#include "Audio/Emphasis.h"
#include "Training/DrumSynthesis.h"

#include <ATen/CPUGeneratorImpl.h>
#include <algorithm>
#include <cmath>

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
    const auto low = std::log (ratios.smallest), high = std::log (ratios.largest);

    if (uniform (random) < ratios.uniformShare)
        return std::exp (low + uniform (random) * (high - low));

    const auto radius = std::sqrt (-2.0 * std::log (1.0 - uniform (random))); // one draw a statement: their order counts
    const auto normal = radius * std::cos (2.0 * M_PI * uniform (random));
    return std::exp (std::clamp (ratios.logMean + ratios.logDeviation * normal, low, high));
}
} // namespace

BatchSource::BatchSource (std::vector<Example> real, const BatchSettings& wanted, const CancelToken& cancel)
    : settings (wanted),
      realByClass (static_cast<std::size_t> (wanted.classes)),
      pool (static_cast<std::size_t> (wanted.classes))
{
    for (auto& example : real)
        realByClass.at (static_cast<std::size_t> (example.drumClass)).push_back (std::move (example));

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

const std::vector<float>& BatchSource::draw (int drumClass, std::int64_t step, std::mt19937_64& random)
{
    const auto& real = realByClass.at (static_cast<std::size_t> (drumClass));

    if (real.empty() || uniform (random) < settings.proceduralShare)
        return proceduralSound (drumClass, step, random);

    return real[below (random, real.size())].samples;
}

Batch BatchSource::make (std::int64_t step)
{
    const auto batchSize = settings.batchSize;
    std::mt19937_64 random (mix (settings.seed, static_cast<std::uint64_t> (step)));
    Batch batch { torch::empty ({ batchSize, 1, settings.length }),
                  torch::zeros ({ batchSize, settings.classes + 1 }),
                  torch::empty ({ batchSize }),
                  {} };
    const auto offset = below (random, static_cast<std::size_t> (settings.classes));

    for (int i = 0; i < batchSize; ++i)
    {
        const int drumClass = (i + static_cast<int> (offset)) % settings.classes;
        auto samples = augment (draw (drumClass, step, random), settings.augmentation, random);
        const bool dropped = uniform (random) < settings.classDropShare;

        emphasise (samples, settings.emphasis);
        std::copy (samples.begin(), samples.end(),
                   batch.signals.data_ptr<float>() + static_cast<std::ptrdiff_t> (i) * settings.length);
        batch.classWeights.data_ptr<float>()[i * (settings.classes + 1) + (dropped ? settings.classes : drumClass)] = 1.0f;
        batch.ratios.data_ptr<float>()[i] = static_cast<float> (drawRatio (settings.ratios, random));
    }

    batch.noise = torch::randn (batch.signals.sizes(), at::detail::createCPUGenerator (random()));
    return batch;
}
} // namespace stochastick
