#include "Network/CrashClassifier.h"
#include "Network/CrashTestTools.h"
#include "Network/Device.h"

#include <benchmark/benchmark.h>

// CRASH's own network as it runs, with the products it saves, against the same from plain layers. Both rates count the
// operations that each form really does, so the time, not the rate, says which is faster.

namespace
{
using namespace stochastick;

constexpr std::int64_t samples = 21000;

CrashUnet& network()
{
    static auto unet = crashtest::referenceUnet();
    return unet;
}

void countOperations (benchmark::State& state, double products)
{
    state.counters["FLOP"] = benchmark::Counter (2.0 * products, benchmark::Counter::kIsIterationInvariantRate);
}

void crashUnet (benchmark::State& state)
{
    const torch::InferenceMode inference;
    const ScopedThreadCount threads (static_cast<int> (state.range (0)));
    const auto x = crashtest::referenceInput (samples).slice (0, 0, 1);
    const auto sigma = torch::full ({ 1 }, 0.3);

    for (auto _ : state)
        benchmark::DoNotOptimize (network() (x, sigma));

    countOperations (state, crashtest::PlainCrashUnet (network()).products (samples, true));
}

void crashUnetFromPlainLayers (benchmark::State& state)
{
    const torch::InferenceMode inference;
    const ScopedThreadCount threads (static_cast<int> (state.range (0)));
    const crashtest::PlainCrashUnet plain (network());
    const auto x = crashtest::referenceInput (samples).slice (0, 0, 1);
    const auto sigma = torch::full ({ 1 }, 0.3);

    for (auto _ : state)
        benchmark::DoNotOptimize (plain.forward (x, sigma));

    countOperations (state, plain.products (samples, false));
}

void crashClassifierGradient (benchmark::State& state)
{
    const torch::InferenceMode inference;
    const ScopedThreadCount threads (static_cast<int> (state.range (0)));
    static CrashClassifier classifier;
    const auto x = crashtest::referenceInput (samples).slice (0, 0, 1);
    const auto sigma = torch::full ({ 1 }, 0.3), weights = torch::tensor ({ 1.0, 0.0, 0.0 }, torch::kFloat32);

    for (auto _ : state)
        benchmark::DoNotOptimize (classifier->gradient (x, sigma, weights));
}

BENCHMARK (crashUnet)->Arg (1)->Arg (2)->ArgName ("threads")->Unit (benchmark::kMillisecond)->UseRealTime();
BENCHMARK (crashUnetFromPlainLayers)->Arg (1)->Arg (2)->ArgName ("threads")->Unit (benchmark::kMillisecond)->UseRealTime();
BENCHMARK (crashClassifierGradient)->Arg (1)->Arg (2)->ArgName ("threads")->Unit (benchmark::kMillisecond)->UseRealTime();
} // namespace
