#include "Engine/Generator.h"
#include "Network/Device.h"
#include "Network/NormaliseFrames.h"
#include "Network/ProductPrecision.h"
#include "Training/DenoisingTask.h"

#include <benchmark/benchmark.h>
#include <torch/utils.h>

namespace
{
using namespace stochastick;

/** Loss and gradient of 16 sounds for the shipped network, on two threads. */
void trainingStep (benchmark::State& state, torch::ScalarType products)
{
    const ScopedThreadCount threads (2);
    auto model = Model::load (findModel (""));
    const auto info = model.info();
    DenoisingTask task (std::move (model));
    Batch batch { 0.1 * torch::randn ({ 16, 1, info.length }), torch::zeros ({ 16, info.network.conditionColumns() }),
                  torch::full ({ 16 }, 0.1f), torch::randn ({ 16, 1, info.length }) };
    batch.conditions.select (1, 0).fill_ (1.0);

    for (auto _ : state)
    {
        const ScopedProductPrecision precision (products);
        task.losses (batch).mean().backward();
    }

    state.SetItemsProcessed (state.iterations() * 16);
}

/** Forwards and backwards at the network's top level. */
void normalisation (benchmark::State& state, bool inBlocks)
{
    const ScopedThreadCount threads (2);
    const auto x = torch::randn ({ 16, 64, 1024 }).requires_grad_(), scale = torch::ones ({ 16, 64, 1 }).requires_grad_(),
               shift = torch::zeros ({ 16, 64, 1 }).requires_grad_();

    for (auto _ : state)
    {
        const auto y = inBlocks ? normaliseFrames (x, scale, shift) : x * framePower (x).rsqrt() * scale + shift;
        y.backward (x.detach());
    }
}

BENCHMARK_CAPTURE (trainingStep, float32, torch::kFloat32)->Unit (benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE (trainingStep, bfloat16, torch::kBFloat16)->Unit (benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE (normalisation, in blocks of frames, true)->Unit (benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE (normalisation, operation by operation, false)->Unit (benchmark::kMillisecond)->UseRealTime();
} // namespace
