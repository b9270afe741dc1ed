#include "Training/DistillationTask.h"

#include "Audio/AudioTestTools.h"
#include "Engine/Recipe.h"
#include "Training/TrainerTestTools.h"

#include <catch2/catch.hpp>
#include <torch/utils.h>

using namespace stochastick;
using namespace trainingtest;
using audiotest::TemporaryFolder;

namespace
{
const DistillationPlan plan { 3, 2, 2.0, 3.0 };

/** A network that has learned something, of three classes without descriptors. */
Model someModel()
{
    torch::manual_seed (1);
    Model model (networktest::tinyInfo());
    networktest::disturb (*model.network(), 0.03);
    return model;
}

BatchSettings batchesFor (const Model& model)
{
    auto settings = quickBatches();
    settings.dropShare = 0.0;
    settings.ratios = { model.info().smallestRatio, model.info().largestRatio, 1.0 };
    return settings;
}

double meanLoss (DistillationTask& task, const BatchSettings& settings)
{
    const torch::NoGradGuard noGradient;
    BatchSource source (threePings(), settings, {});
    double sum = 0;

    for (int step = 100; step < 112; ++step)
        sum += task.losses (source.make (step)).mean().item<double>() / 12;

    return sum;
}
} // namespace

TEST_CASE ("a student whose teacher is itself, in as many moves and without guidance, has nothing to learn")
{
    const auto model = someModel();
    const DistillationPlan same { 3, 1, 1.0, 1.0 };
    DistillationTask task (model, teacherOf (model, same), same);

    CHECK (meanLoss (task, batchesFor (model)) < 1e-9);

    const DistillationPlan guided { 3, 1, 2.0, 1.0 };
    DistillationTask other (model, teacherOf (model, guided), guided);
    CHECK (meanLoss (other, batchesFor (model)) > 1e-6);
}

TEST_CASE ("a student learns to go where its teacher goes")
{
    const auto model = someModel();
    const auto settings = batchesFor (model);
    DistillationTask task (model, teacherOf (model, plan), plan);
    BatchSource source (threePings(), settings, {});
    FlatParameters parameters (task.network());
    AdamW optimiser;
    optimiser.firstMoment = torch::zeros_like (parameters.values);
    optimiser.secondMoment = torch::zeros_like (parameters.values);
    const auto before = meanLoss (task, settings);

    for (int step = 0; step < 60; ++step)
    {
        parameters.gradients.zero_();
        task.losses (source.make (step)).mean().backward();
        const torch::NoGradGuard noGradient;
        optimiser.update (parameters.values, parameters.gradients, 1e-3);
    }

    CHECK (meanLoss (task, settings) < 0.7 * before);
}

TEST_CASE ("a student says how it is to be run, and recipes take that over unless the person said how")
{
    const TemporaryFolder folder;
    const auto model = someModel();
    DistillationTask (model, teacherOf (model, plan), plan).save (folder.path, {});
    const auto info = readModelInfo (folder.path);

    REQUIRE (info.distilled.has_value());
    CHECK (info.distilled->levels == plan.studentLevels (info.smallestRatio, info.largestRatio));
    CHECK (info.distilled->guidance == 2.0);
    CHECK (Model::load (folder.path).info().distilled == info.distilled);

    Recipe recipe;
    adoptDistilled (recipe, model.info());
    CHECK ((recipe == Recipe {}));

    adoptDistilled (recipe, info, true);
    CHECK (recipe.guidance == Recipe {}.guidance);

    adoptDistilled (recipe, info);
    CHECK (recipe.guidance == 1.0);
    CHECK (recipe.sampler == SamplerKind::ddim);
    CHECK (recipe.levels.list == info.distilled->levels);
    CHECK (recipe.steps == 3);
    check (recipe);
}
