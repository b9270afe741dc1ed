#pragma once

#include "Training/DenoisingTask.h"
#include "Training/Distillation.h"

#include <functional>

namespace stochastick
{
/** Trains a student on the estimates that lead where its teacher goes. A batch has one level of the student, the one
    nearest to its first noise-to-signal ratio. Writes weights.safetensors, with the plan. */
class DistillationTask : public DenoisingTask
{
public:
    /** The teacher for a batch's conditions. */
    using Teacher = std::function<Denoiser (const Batch& batch)>;

    /** @param student  starts as its teacher */
    DistillationTask (Model student, Teacher teacher, const DistillationPlan& plan);

    std::unique_ptr<TrainingTask> replica() const override { return nullptr; } // the teacher is one
    torch::Tensor losses (const Batch& batch) override;

private:
    Teacher teacher;
    DistillationPlan plan;
    std::vector<double> levels; // the teacher's
};

/** A model as the teacher of a plan. Batches must tell the class of each sound. */
DistillationTask::Teacher teacherOf (const Model& model, const DistillationPlan& plan);
} // namespace stochastick
