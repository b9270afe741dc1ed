#include "Training/BatchSource.h"

#include "Audio/Descriptors.h"
#include "Audio/Emphasis.h"
#include "Support/Error.h"
#include "Training/TrainingTestTools.h"

#include <catch2/catch.hpp>

using namespace stochastick;
using namespace trainingtest;
using torch::Tensor;

namespace
{
std::vector<DescriptorScale> scales()
{
    return { { "decay", -4.0, 1.0, {} }, { "brightness", 7.0, 1.5, {} }, { "loudness", -15.0, 5.0, {} } };
}

BatchSettings describedBatches (double knownShare, double dropShare = 0.0)
{
    auto settings = quickBatches();
    settings.batchSize = 60;
    settings.descriptors = scales();
    settings.describedShare = 1.0;
    settings.knownShare = knownShare;
    settings.dropShare = dropShare;
    return settings;
}

Batch batchOf (const BatchSettings& settings, std::int64_t step = 0)
{
    return BatchSource (threePings(), settings, {}).make (step);
}

Tensor valuesOf (const Batch& batch)
{
    return batch.conditions.narrow (1, 4, 3);
}

Tensor knownOf (const Batch& batch)
{
    return batch.conditions.narrow (1, 7, 3);
}

/** Of a sound, where a network is told it. */
double positionOf (std::size_t index, const std::vector<float>& samples)
{
    const auto scale = scales()[index];
    const auto& descriptor = descriptorFromKey (scale.key);
    return (onScale (descriptor, descriptor.of (measure ({ samples, 44100 }))) - scale.mean) / scale.deviation;
}
} // namespace

TEST_CASE ("a condition holds the classes, then the descriptors' values, then which are known")
{
    const auto batch = batchOf (describedBatches (0.5));
    const auto known = knownOf (batch);

    CHECK (batch.conditions.sizes() == at::IntArrayRef ({ 60, 10 }));
    CHECK (torch::equal (batch.conditions.narrow (1, 0, 4).sum (1), torch::ones ({ 60 })));
    CHECK (torch::logical_or (known == 0.0, known == 1.0).all().item<bool>());
    CHECK (torch::equal (valuesOf (batch) * known, valuesOf (batch))); // nothing is said of what is not known
}

TEST_CASE ("none, all or about half of the descriptors are told, each by itself")
{
    const auto shareAt = [] (double known) { return knownOf (batchOf (describedBatches (known))).mean().item<double>(); };
    CHECK (shareAt (0.0) == 0.0);
    CHECK (shareAt (1.0) == 1.0);
    CHECK (shareAt (0.5) == Approx (0.5).margin (0.15)); // 180 draws

    const auto counts = knownOf (batchOf (describedBatches (0.5))).sum (1);

    for (const double count : { 0.0, 1.0, 2.0, 3.0 })
        CHECK ((counts == count).any().item<bool>());
}

TEST_CASE ("the values are those of the sound itself")
{
    auto settings = describedBatches (1.0);
    settings.augmentation = {}; // measured after it
    const auto batch = batchOf (settings);
    const auto values = valuesOf (batch);

    for (std::int64_t i = 0; i < 12; ++i)
    {
        const auto signal = batch.signals[i].contiguous();
        std::vector<float> samples (signal.data_ptr<float>(), signal.data_ptr<float>() + signal.numel());
        deEmphasise (samples, settings.emphasis);

        for (std::size_t d = 0; d < 3; ++d)
        {
            CAPTURE (i, d);
            CHECK (values[i][static_cast<std::int64_t> (d)].item<double>()
                   == Approx (positionOf (d, samples)).margin (0.01));
        }
    }
}

TEST_CASE ("values far out count as four deviations")
{
    auto settings = describedBatches (1.0);
    settings.descriptors[1].mean = 1000.0;
    settings.descriptors[2].mean = -1000.0;
    const auto values = valuesOf (batchOf (settings));
    CHECK ((values.select (1, 1) == -4.0).all().item<bool>());
    CHECK ((values.select (1, 2) == 4.0).all().item<bool>());
}

TEST_CASE ("of a sound whose class is dropped, nothing is known")
{
    const auto batch = batchOf (describedBatches (1.0, 0.5));
    const auto dropped = batch.conditions.select (1, 3) == 1.0;
    const auto count = dropped.sum().item<std::int64_t>();

    CHECK (count > 10);
    CHECK (count < 50);
    CHECK ((batch.conditions.index ({ dropped }).narrow (1, 4, 6) == 0.0).all().item<bool>());
    CHECK ((knownOf (batch).index ({ torch::logical_not (dropped) }) == 1.0).all().item<bool>());
}

TEST_CASE ("a described batch is the same whatever was drawn before it")
{
    auto settings = describedBatches (0.5, 0.1);
    settings.proceduralShare = 0.5;
    BatchSource source (threePings(), settings, {});
    source.make (3);
    const auto later = source.make (5), alone = batchOf (settings, 5);

    CHECK (torch::equal (later.conditions, alone.conditions));
    CHECK (torch::equal (later.signals, alone.signals));
    CHECK (torch::equal (later.noise, alone.noise));
    CHECK_FALSE (torch::equal (later.conditions, batchOf (settings, 6).conditions));
}

TEST_CASE ("where the sounds lie is measured for each class, the same every time, and rises")
{
    auto settings = quickBatches();
    settings.augmentation = {};
    BatchSource source (threePings(), settings, {});
    const auto measured = source.measureDescriptors ({});
    source.make (4);
    CHECK ((source.measureDescriptors ({}) == measured));
    REQUIRE (measured.size() == allDescriptors().size());

    for (std::size_t d = 0; d < measured.size(); ++d)
    {
        CAPTURE (measured[d].key);
        CHECK (measured[d].key == allDescriptors()[d].key);
        CHECK (measured[d].deviation > 0.0);
        REQUIRE (measured[d].classes.size() == 3);

        for (const auto& range : measured[d].classes)
        {
            CHECK (range.low < range.middle);
            CHECK (range.middle < range.high);
        }
    }

    CHECK (measured[1].classes[0].high < measured[1].classes[2].low); // a low ping and a high one
    CHECK (measured[1].mean > std::log (measured[1].classes[0].low));
    CHECK (measured[1].mean < std::log (measured[1].classes[2].high));
}

TEST_CASE ("measuring can be cancelled")
{
    BatchSource source (threePings(), quickBatches(), {});
    CancelToken cancel;
    cancel.cancel();
    CHECK_THROWS_AS (source.measureDescriptors (cancel), Cancelled);
}
