#include "Training/TrainingTask.h"

#include "Audio/Emphasis.h"

#include <ATen/CPUGeneratorImpl.h>
#include <cmath>

namespace stochastick
{
Batch Batch::on (torch::Device device) const
{
    return { signals.to (device), conditions.to (device), ratios.to (device), noise.to (device) };
}

Batch Batch::part (std::int64_t first, std::int64_t count) const
{
    const auto of = [=] (const torch::Tensor& whole) { return whole.narrow (0, first, count); };
    return { of (signals), of (conditions), of (ratios), of (noise) };
}

std::vector<Batch> heldOutBatches (const std::vector<Example>& sounds, double emphasis, int columns, torch::Device device)
{
    auto generator = at::detail::createCPUGenerator (7);
    std::vector<Batch> batches;

    for (std::size_t i = 0; i < sounds.size(); ++i)
    {
        auto samples = sounds[i].samples;
        emphasise (samples, emphasis);
        const auto ratio = 0.002 * std::pow (1000.0, static_cast<double> (i % 7) / 6.0);
        Batch batch {
            torch::tensor (samples).view ({ 1, 1, -1 }), torch::zeros ({ 1, columns }), torch::full ({ 1 }, ratio), {}
        };
        batch.conditions[0][sounds[i].drumClass] = 1.0;
        batch.noise = torch::randn (batch.signals.sizes(), generator);
        batches.push_back (batch.on (device));
    }

    return batches;
}
} // namespace stochastick
