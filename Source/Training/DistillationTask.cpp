#include "Training/DistillationTask.h"

#include <cmath>
#include <limits>
#include <torch/utils.h>

namespace stochastick
{
using torch::Tensor;

namespace
{
Model withPlan (const Model& model, const DistillationPlan& plan)
{
    auto info = model.info();
    info.distilled = { plan.studentLevels (info.smallestRatio, info.largestRatio), plan.guidance, plan.descriptorGuidance };
    auto student = model.widenedTo (info);
    student.moveTo (model.device());
    return student;
}
} // namespace

DistillationTask::DistillationTask (Model student, Teacher teacherToUse, const DistillationPlan& planToUse)
    : DenoisingTask (withPlan (student, planToUse)),
      teacher (std::move (teacherToUse)),
      plan (planToUse),
      levels (plan.teacherLevels (student.info().smallestRatio, student.info().largestRatio))
{
}

Tensor DistillationTask::losses (const Batch& batch)
{
    const auto wanted = std::log (batch.ratios[0].item<double>());
    std::size_t start = 0;

    for (std::size_t i = 0; i + 1 < levels.size(); i += static_cast<std::size_t> (plan.movesPerStep))
        if (std::abs (std::log (levels[i]) - wanted) < std::abs (std::log (levels[start]) - wanted))
            start = i;

    const auto first = levels.begin() + static_cast<std::ptrdiff_t> (start);
    const std::vector<double> way (first, first + plan.movesPerStep + 1);
    const auto x = batch.signals + way.front() * batch.noise;
    Tensor target;

    {
        const torch::NoGradGuard noGradient;
        target = estimateLeadingTo (stateAfter (teacher (batch), x, way), way.back(), x, way.front());
    }

    return lossesAgainst (target, x, torch::full_like (batch.ratios, way.front()), batch.conditions);
}

DistillationTask::Teacher teacherOf (const Model& model, const DistillationPlan& plan)
{
    return [model, plan] (const Batch& batch) {
        const auto& network = model.info().network;
        const auto values = batch.conditions.narrow (1, network.classes + 1, network.descriptors);
        const auto known = batch.conditions.narrow (1, network.classes + 1 + network.descriptors, network.descriptors);
        const auto descriptors = values.masked_fill (known == 0, std::numeric_limits<double>::quiet_NaN());
        return model.denoiser (batch.conditions.narrow (1, 0, network.classes).cpu(), plan.guidance, descriptors.cpu(),
                               plan.descriptorGuidance);
    };
}
} // namespace stochastick
