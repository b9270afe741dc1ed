#include "Training/FlatParameters.h"

#include <ATen/Parallel.h>
#include <cmath>
#include <torch/utils.h>

namespace stochastick
{
namespace
{
std::vector<torch::Tensor> trainedParametersOf (torch::nn::Module& network)
{
    auto parameters = network.parameters();
    std::erase_if (parameters, [] (const auto& parameter) { return ! parameter.requires_grad(); });
    return parameters;
}
} // namespace

FlatParameters::FlatParameters (torch::nn::Module& network)
{
    std::vector<torch::Tensor> flattened;

    for (const auto& parameter : trainedParametersOf (network))
        flattened.push_back (parameter.detach().reshape (-1));

    values = torch::cat (flattened);
    adopt (network);
}

FlatParameters::FlatParameters (torch::nn::Module& network, const torch::Tensor& theirs)
    : values (theirs)
{
    adopt (network);
}

void FlatParameters::adopt (torch::nn::Module& network)
{
    const torch::NoGradGuard noGradient;
    gradients = torch::zeros_like (values);
    std::int64_t start = 0;

    for (auto& parameter : trainedParametersOf (network))
    {
        const auto view = [&] (const torch::Tensor& whole) {
            return whole.narrow (0, start, parameter.numel()).view (parameter.sizes());
        };
        parameter.set_data (view (values));
        parameter.mutable_grad() = view (gradients);
        start += parameter.numel();
    }
}

namespace
{
/** What one step of AdamW does to each parameter. */
struct AdamWStep
{
    float beta1, beta2, epsilon, decayed, rate, inverseRootOfCorrection2;

    void apply (float* values, const float* gradients, float* first, float* second, std::int64_t count) const
    {
#pragma omp simd
        for (std::int64_t i = 0; i < count; ++i)
        {
            first[i] += (1.0f - beta1) * (gradients[i] - first[i]);
            second[i] = beta2 * second[i] + (1.0f - beta2) * gradients[i] * gradients[i];
            values[i] = decayed * values[i] - rate * first[i] / (std::sqrt (second[i]) * inverseRootOfCorrection2 + epsilon);
        }
    }
};
} // namespace

void AdamW::update (torch::Tensor& values, const torch::Tensor& gradients, double learningRate)
{
    ++steps;
    const auto correction1 = 1.0 - std::pow (beta1, static_cast<double> (steps));
    const auto correction2 = 1.0 - std::pow (beta2, static_cast<double> (steps));

    if (values.is_cpu() && values.scalar_type() == torch::kFloat32)
    {
        const AdamWStep step { static_cast<float> (beta1),
                               static_cast<float> (beta2),
                               static_cast<float> (epsilon),
                               static_cast<float> (1.0 - learningRate * weightDecay),
                               static_cast<float> (learningRate / correction1),
                               static_cast<float> (1.0 / std::sqrt (correction2)) };
        auto *value = values.data_ptr<float>(), *first = firstMoment.data_ptr<float>(),
             *second = secondMoment.data_ptr<float>();
        const auto* gradient = gradients.data_ptr<float>();
        at::parallel_for (0, values.numel(), 1 << 16, [&] (std::int64_t begin, std::int64_t end) {
            step.apply (value + begin, gradient + begin, first + begin, second + begin, end - begin);
        });
        return;
    }

    firstMoment.lerp_ (gradients, 1.0 - beta1);
    secondMoment.mul_ (beta2).addcmul_ (gradients, gradients, 1.0 - beta2);
    const auto denominator = (secondMoment / correction2).sqrt_().add_ (epsilon);
    values.mul_ (1.0 - learningRate * weightDecay).addcdiv_ (firstMoment, denominator, -learningRate / correction1);
}
} // namespace stochastick
