#include "Training/FlatParameters.h"

#include <cmath>
#include <torch/utils.h>

namespace stochastick
{
FlatParameters::FlatParameters (torch::nn::Module& network)
{
    torch::NoGradGuard noGradient;
    std::vector<torch::Tensor> trained, flattened;

    for (auto& parameter : network.parameters())
        if (parameter.requires_grad())
        {
            trained.push_back (parameter);
            flattened.push_back (parameter.detach().reshape (-1));
        }

    values = torch::cat (flattened);
    gradients = torch::zeros_like (values);
    std::int64_t start = 0;

    for (auto& parameter : trained)
    {
        const auto view = [&] (const torch::Tensor& whole) {
            return whole.narrow (0, start, parameter.numel()).view (parameter.sizes());
        };
        parameter.set_data (view (values));
        parameter.mutable_grad() = view (gradients);
        start += parameter.numel();
    }
}

void AdamW::update (torch::Tensor& values, const torch::Tensor& gradients, double learningRate)
{
    ++steps;
    firstMoment.lerp_ (gradients, 1.0 - beta1);
    secondMoment.mul_ (beta2).addcmul_ (gradients, gradients, 1.0 - beta2);

    const auto correction1 = 1.0 - std::pow (beta1, static_cast<double> (steps));
    const auto correction2 = 1.0 - std::pow (beta2, static_cast<double> (steps));
    const auto denominator = (secondMoment / correction2).sqrt_().add_ (epsilon);

    values.mul_ (1.0 - learningRate * weightDecay).addcdiv_ (firstMoment, denominator, -learningRate / correction1);
}
} // namespace stochastick
