#include "Diffusion/Sampler.h"
#include "Engine/Generator.h"
#include "Network/Device.h"
#include "Network/Model.h"

#include <benchmark/benchmark.h>
#include <torch/utils.h>

// Ratios within one run are what counts: machines differ. Run with `make benchmarks`.

namespace
{
using namespace stochastick;

constexpr int steps = 15;

Model& shippedModel()
{
    static auto model = Model::load (findModel (""));
    return model;
}

torch::Tensor oneClass()
{
    auto weights = torch::zeros ({ 1, static_cast<std::int64_t> (shippedModel().info().classes.size()) });
    weights[0][0] = 1.0;
    return weights;
}

void networkCall (benchmark::State& state)
{
    const torch::InferenceMode inference;
    const ScopedThreadCount threads (static_cast<int> (state.range (0)));
    const auto denoise = shippedModel().denoiser (oneClass());
    const auto x = Noise ({ 1 }).normal (NoisePurpose::start, 0, shippedModel().info().length);

    for (auto _ : state)
        benchmark::DoNotOptimize (denoise (x, 0.3));
}

/** A whole run whose denoiser costs nothing: its time over that of `sound` is the samplers' share. */
void samplerAlone (benchmark::State& state)
{
    const torch::InferenceMode inference;
    const ScopedThreadCount threads (static_cast<int> (state.range (0)));
    const auto& process = processOf (ProcessKind::vpCosine);
    const SamplingRun run { SamplerKind::dpmpp2m, {}, process, noiseLevels ({}, steps, { process, 40.0, 2e-4 }), {}, {}, {} };
    const Noise noise ({ 1 });
    const auto start = noise.normal (NoisePurpose::start, 0, 32768);

    for (auto _ : state)
        benchmark::DoNotOptimize (sampleAlong (run, [] (const Tensor& x, double) { return x; }, noise, start));
}

void sound (benchmark::State& state)
{
    static Generator generator ({});
    Recipe recipe;
    recipe.steps = steps;

    for (auto _ : state)
    {
        ++recipe.seed;
        benchmark::DoNotOptimize (generator.make (recipe, {}, {}));
    }
}

void loadModel (benchmark::State& state)
{
    for (auto _ : state)
        benchmark::DoNotOptimize (Model::load (findModel ("")));
}

BENCHMARK (networkCall)->Arg (1)->Arg (2)->ArgName ("threads")->Unit (benchmark::kMillisecond)->UseRealTime();
BENCHMARK (samplerAlone)->Arg (1)->ArgName ("threads")->Unit (benchmark::kMillisecond)->UseRealTime();
BENCHMARK (sound)->Unit (benchmark::kMillisecond)->UseRealTime();
BENCHMARK (loadModel)->Unit (benchmark::kMillisecond)->UseRealTime();
} // namespace

BENCHMARK_MAIN();
