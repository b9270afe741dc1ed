#include "Training/ParallelGradient.h"

#include "Training/TrainerTestTools.h"

#include <ATen/Parallel.h>
#include <catch2/catch.hpp>
#include <limits>

using namespace stochastick;
using namespace trainingtest;
using networktest::largestDifference;

namespace
{
Model disturbedModel()
{
    auto model = newModel();
    networktest::disturb (model.module());
    return model;
}

Batch batchOf (int sounds)
{
    auto settings = quickBatches();
    settings.batchSize = sounds;
    return BatchSource (threePings(), settings, {}).make (3);
}

struct Found
{
    torch::Tensor losses, gradients;
};

Found foundOn (int threads, const Batch& batch, const torch::Tensor& weights, int times = 1)
{
    const auto task = taskOf (disturbedModel());
    FlatParameters parameters (task->network());
    ParallelGradient gradient (*task, parameters, threads);
    torch::Tensor losses;

    for (int i = 0; i < times; ++i)
        losses = gradient.losses (batch, weights, torch::kFloat32);

    return { losses, parameters.gradients };
}
} // namespace

TEST_CASE ("several threads find the losses and the gradient that one does, of uneven shares too")
{
    const auto batch = batchOf (5);
    const auto weights = torch::tensor ({ 1.0f, 0.0f, 2.0f, 0.5f, 10.0f });
    const auto alone = foundOn (1, batch, weights);
    const auto scale = alone.gradients.abs().max().item<double>();
    REQUIRE (scale > 0.0);

    for (const int threads : { 2, 3, 5, 7 })
    {
        CAPTURE (threads);
        const auto together = foundOn (threads, batch, weights);
        CHECK (largestDifference (together.losses, alone.losses) < 1e-5 * alone.losses.max().item<double>());
        CHECK (largestDifference (together.gradients, alone.gradients) < 1e-5 * scale);
    }
}

TEST_CASE ("each call finds the gradient anew")
{
    const auto batch = batchOf (4);
    const auto weights = torch::ones ({ 4 });

    for (const int threads : { 1, 2 })
        CHECK (torch::equal (foundOn (threads, batch, weights, 3).gradients, foundOn (threads, batch, weights).gradients));
}

TEST_CASE ("replicas have the weights that the optimiser changes, and only what is trained has a gradient")
{
    const auto task = taskOf (disturbedModel());
    const auto batch = batchOf (4);
    const auto weights = torch::ones ({ 4 });
    task->network().named_parameters()["draw.weight"].set_requires_grad (false);
    FlatParameters parameters (task->network());
    ParallelGradient gradient (*task, parameters, 2);
    const auto before = gradient.losses (batch, weights, torch::kFloat32);

    {
        const torch::NoGradGuard noGradient;
        parameters.values.mul_ (0.9);
    }

    const auto after = gradient.losses (batch, weights, torch::kFloat32);
    const torch::NoGradGuard noGradient;
    CHECK_FALSE (torch::allclose (after, before));
    CHECK (torch::allclose (after, task->losses (batch), 1e-4));
}

TEST_CASE ("a failure on any thread is heard, and the number of threads stays")
{
    const auto task = taskOf (disturbedModel());
    FlatParameters parameters (task->network());
    ParallelGradient gradient (*task, parameters, 2);
    auto batch = batchOf (4);
    const auto threads = at::get_num_threads();
    batch.conditions = batch.conditions.narrow (1, 0, 2); // too few columns

    CHECK_THROWS (gradient.losses (batch, torch::ones ({ 4 }), torch::kFloat32));
    CHECK (at::get_num_threads() == threads);

    batch = batchOf (4);
    CHECK (torch::isfinite (gradient.losses (batch, torch::ones ({ 4 }), torch::kFloat32)).all().item<bool>());
}
