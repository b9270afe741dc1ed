#include "Training/BatchSource.h"

#include "Audio/Emphasis.h"
#include "Training/TrainingTestTools.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <iterator>
#include <set>

using namespace stochastick;
using namespace trainingtest;

namespace
{
bool equal (const Batch& a, const Batch& b)
{
    return torch::equal (a.signals, b.signals) && torch::equal (a.conditions, b.conditions)
           && torch::equal (a.ratios, b.ratios) && torch::equal (a.noise, b.noise);
}

/** Real and procedural sounds, all augmentation, and a pool that is renewed soon. */
BatchSettings variedBatches()
{
    auto settings = quickBatches();
    settings.proceduralShare = 0.5;
    settings.augmentation = {};
    return settings;
}

/** A click is told from any procedural sound by its second sample. */
std::vector<Example> clicks (int classes)
{
    std::vector<Example> sounds;

    for (int drumClass = 0; drumClass < classes; ++drumClass)
    {
        sounds.push_back ({ std::vector<float> (2048, 0.0f), drumClass, "click.wav" });
        sounds.back().samples[0] = 1.0f;
    }

    return sounds;
}

/** All batches of steps 0 to `steps`, one after the other. */
Batch manyOf (const BatchSettings& settings, int steps)
{
    BatchSource source (threePings(), settings, {});
    std::vector<torch::Tensor> conditions, ratios;

    for (int step = 0; step < steps; ++step)
    {
        const auto batch = source.make (step);
        conditions.push_back (batch.conditions);
        ratios.push_back (batch.ratios);
    }

    return { {}, torch::cat (conditions), torch::cat (ratios), {} };
}

double normalBelow (double z)
{
    return 0.5 * std::erfc (-z / std::sqrt (2.0));
}
} // namespace

TEST_CASE ("a batch has the shapes that it promises")
{
    const auto batch = BatchSource (threePings(), quickBatches(), {}).make (0);

    CHECK (batch.signals.sizes() == at::IntArrayRef ({ 4, 1, 2048 }));
    CHECK (batch.noise.sizes() == at::IntArrayRef ({ 4, 1, 2048 }));
    CHECK (batch.conditions.sizes() == at::IntArrayRef ({ 4, 4 }));
    CHECK (batch.ratios.sizes() == at::IntArrayRef ({ 4 }));
    CHECK (torch::equal (batch.conditions.sum (1), torch::ones ({ 4 })));
    CHECK (torch::isfinite (batch.signals).all().item<bool>());
}

TEST_CASE ("a batch is the same whatever was drawn before it")
{
    for (const int step : { 0, 5, 40 })
    {
        CAPTURE (step);
        BatchSource fresh (threePings(), variedBatches(), {}), used (threePings(), variedBatches(), {});

        for (int earlier = 0; earlier <= step; ++earlier)
            used.make (earlier);

        const auto batch = fresh.make (step);
        CHECK (equal (used.make (step), batch));
        used.make (step + 7);
        CHECK (equal (used.make (step), batch));
    }
}

TEST_CASE ("two steps and two seeds have nothing in common")
{
    auto otherSeed = variedBatches();
    otherSeed.seed = 2;
    BatchSource source (threePings(), variedBatches(), {}), other (threePings(), otherSeed, {});
    const auto first = source.make (0), second = source.make (1), elsewhere = other.make (0);

    for (const auto& batch : { second, elsewhere })
    {
        CHECK_FALSE (torch::equal (batch.signals, first.signals));
        CHECK_FALSE (torch::equal (batch.ratios, first.ratios));
        CHECK (std::abs ((batch.noise * first.noise).mean().item<double>()) < 0.05);
    }
}

TEST_CASE ("noise is standard normal and differs from sound to sound")
{
    const auto noise = BatchSource (threePings(), quickBatches(), {}).make (3).noise;

    CHECK (noise.mean().item<double>() == Approx (0.0).margin (0.04));
    CHECK (noise.std().item<double>() == Approx (1.0).margin (0.04));
    CHECK (std::abs ((noise[0] * noise[1]).mean().item<double>()) < 0.1);
}

TEST_CASE ("classes come equally often, and evenly within a batch")
{
    auto settings = quickBatches();
    settings.dropShare = 0.0;
    const auto counts = manyOf (settings, 300).conditions.sum (0);

    for (int drumClass = 0; drumClass < 3; ++drumClass)
        CHECK (counts[drumClass].item<double>() == Approx (400.0).margin (40.0));

    CHECK (counts[3].item<double>() == 0.0);

    settings.batchSize = 6;
    CHECK (torch::equal (BatchSource (threePings(), settings, {}).make (0).conditions.sum (0),
                         torch::tensor ({ 2.0f, 2.0f, 2.0f, 0.0f })));
}

TEST_CASE ("the class is dropped as often as stated")
{
    for (const double share : { 0.0, 0.1, 1.0 })
    {
        CAPTURE (share);
        auto settings = quickBatches();
        settings.dropShare = share;
        CHECK (manyOf (settings, 300).conditions.mean (0)[3].item<double>() == Approx (share).margin (0.03));
    }
}

TEST_CASE ("noise levels keep to their range and are distributed as stated")
{
    const auto settings = quickBatches();
    const auto& stated = settings.ratios;
    const auto ratios = manyOf (settings, 1500).ratios.to (torch::kFloat64);
    const auto low = std::log (stated.smallest), high = std::log (stated.largest);

    CHECK (ratios.min().item<double>() >= stated.smallest * (1.0 - 1e-6));
    CHECK (ratios.max().item<double>() <= stated.largest * (1.0 + 1e-6));

    for (const double limit : { 0.002, 0.02, 0.3, 3.0, 20.0 })
    {
        CAPTURE (limit);
        const auto expected =
            stated.uniformShare * (std::log (limit) - low) / (high - low)
            + (1.0 - stated.uniformShare) * normalBelow ((std::log (limit) - stated.logMean) / stated.logDeviation);
        CHECK ((ratios < limit).to (torch::kFloat64).mean().item<double>() == Approx (expected).margin (0.025));
    }
}

TEST_CASE ("signals are emphasised by the stated amount, after augmentation")
{
    for (const double amount : { 0.0, 0.6 })
    {
        auto settings = quickBatches();
        settings.emphasis = amount;
        settings.dropShare = 0.0;
        const auto batch = BatchSource (threePings(), settings, {}).make (0);

        for (int i = 0; i < settings.batchSize; ++i)
        {
            const auto drumClass = batch.conditions[i].argmax().item<std::int64_t>();
            auto expected = threePings()[static_cast<std::size_t> (drumClass)].samples;
            const auto peak = torch::tensor (expected).abs().max().item<float>();
            emphasise (expected, amount);
            const auto scaled = torch::tensor (expected) / peak, actual = batch.signals[i][0];
            CAPTURE (amount, i, drumClass);

            CHECK (std::min ((actual - scaled).abs().max().item<double>(), (actual + scaled).abs().max().item<double>())
                   < 1e-5);
        }
    }
}

TEST_CASE ("a last column says which sounds are procedural, but of a class that has no others")
{
    auto settings = quickBatches();
    settings.proceduralShare = 0.5;
    settings.emphasis = 0.0;
    settings.dropShare = 0.2;
    settings.marksSynthetic = true;
    BatchSource source (clicks (2), settings, {});
    auto unmarked = settings;
    unmarked.marksSynthetic = false;
    BatchSource same (clicks (2), unmarked, {});
    int marked = 0, left = 0;

    for (int step = 0; step < 20; ++step)
    {
        const auto batch = source.make (step);
        CHECK (torch::equal (batch.signals, same.make (step).signals));
        CHECK (batch.conditions.size (1) == settings.classes + 2);

        for (int i = 0; i < settings.batchSize; ++i)
        {
            const auto isClick = batch.signals[i][0].slice (0, 1).abs().max().item<double>() == 0.0;
            const auto mark = batch.conditions[i][-1].item<float>();
            const auto third = batch.conditions[i][2].item<float>() == 1.0f;
            const auto dropped = batch.conditions[i][settings.classes].item<float>() == 1.0f;

            if (isClick || third)
                CHECK (mark == 0.0f);
            else if (! dropped)
                CHECK (mark == 1.0f);

            ++(mark == 1.0f ? marked : left);
        }
    }

    CHECK (marked > 20);
    CHECK (left > 20);
}

TEST_CASE ("procedural drums take the stated share of draws, and all draws of a class without sounds")
{
    auto settings = quickBatches();
    settings.proceduralShare = 0.3;
    settings.emphasis = 0.0;
    settings.dropShare = 0.0;
    BatchSource source (clicks (2), settings, {});
    double real = 0.0, drawn = 0.0, realOfThird = 0.0;

    for (int step = 0; step < 150; ++step)
    {
        const auto batch = source.make (step);

        for (int i = 0; i < settings.batchSize; ++i)
        {
            const auto isClick = batch.signals[i][0].slice (0, 1).abs().max().item<double>() == 0.0;
            const auto third = batch.conditions[i][2].item<float>() == 1.0f;
            drawn += third ? 0.0 : 1.0;
            (third ? realOfThird : real) += isClick ? 1.0 : 0.0;
        }
    }

    CHECK (real / drawn == Approx (0.7).margin (0.07));
    CHECK (realOfThird == 0.0);
}

TEST_CASE ("layered draws hold two sounds of a class, as often as stated, and never those of another")
{
    auto settings = quickBatches();
    settings.augmentation.layeredShare = 0.5;
    settings.emphasis = settings.dropShare = 0.0;
    std::vector<Example> sounds;

    for (const int drumClass : { 0, 1, 2 })
        for (const std::size_t place : { 10u, 500u })
        {
            sounds.push_back ({ std::vector<float> (2048, 0.0f), drumClass, "click.wav" });
            sounds.back().samples[place + static_cast<std::size_t> (100 * drumClass)] = 1.0f;
        }

    BatchSource source (sounds, settings, {});
    int both = 0, all = 0;

    for (int step = 0; step < 50; ++step)
    {
        const auto batch = source.make (step);

        for (std::int64_t i = 0; i < batch.signals.size (0); ++i, ++all)
        {
            const auto drumClass = batch.conditions[i].argmax().item<std::int64_t>();
            const auto heard = [&] (std::int64_t place) { return batch.signals[i][0][place].abs().item<double>() > 0.02; };
            both += heard (10 + 100 * drumClass) && heard (500 + 100 * drumClass) ? 1 : 0;
        }
    }

    CHECK (both > all / 8); // half of half of them: the other half is laid over itself
    CHECK (both < all * 3 / 8);
}

TEST_CASE ("where only classes of real sounds are wanted, the others are not drawn at all")
{
    auto settings = quickBatches();
    settings.onlyRealClasses = true;
    settings.dropShare = 0.0;
    auto sounds = clicks (3);
    sounds.erase (sounds.begin() + 1);
    BatchSource source (sounds, settings, {});

    for (int step = 0; step < 20; ++step)
    {
        const auto counts = source.make (step).conditions.sum (0);
        CHECK (counts[1].item<float>() == 0.0f);
        CHECK (std::abs (counts[0].item<float>() - counts[2].item<float>()) <= 1.0f);
    }
}

TEST_CASE ("with every batch one of the procedural sounds at hand is renewed")
{
    auto settings = quickBatches();
    settings.classes = 1;
    settings.batchSize = 48; // no slot of three is missed
    BatchSource source ({}, settings, {});
    const auto soundsAt = [&] (std::int64_t step) {
        std::set<long> sounds; // told apart by their mean magnitudes, whatever their polarity

        for (const auto& magnitude : source.make (step).signals.abs().mean ({ 1, 2 }).split (1))
            sounds.insert (std::lround (1e6 * magnitude.item<double>()));

        return sounds;
    };
    auto before = soundsAt (0);

    for (int step = 1; step < 10; ++step)
    {
        CAPTURE (step);
        const auto now = soundsAt (step);
        std::vector<long> kept;
        std::set_intersection (now.begin(), now.end(), before.begin(), before.end(), std::back_inserter (kept));

        CHECK (now.size() == 3);
        CHECK (kept.size() == 2);
        before = now;
    }
}

TEST_CASE ("a cancelled token stops a batch source before it begins")
{
    CancelToken cancel;
    cancel.cancel();

    CHECK_THROWS_AS (BatchSource ({}, quickBatches(), cancel), Cancelled);
}
