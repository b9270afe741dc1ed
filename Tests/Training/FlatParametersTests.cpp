#include "Training/FlatParameters.h"

#include "Network/NetworkTestTools.h"
#include "Network/ScoreUnet.h"
#include "Reference/ReferenceTable.h"

#include <catch2/catch.hpp>

using namespace stochastick;
using namespace networktest;

TEST_CASE ("all trained parameters lie in one vector, in their order and with their values")
{
    ScoreUnet network (tinyConfig());
    disturb (*network);
    const auto before = network->named_parameters();
    std::vector<Tensor> trained;

    for (const auto& item : before)
        if (item.value().requires_grad())
            trained.push_back (item.value().detach().clone().reshape (-1));

    const FlatParameters flat (*network);

    CHECK (trained.size() == before.size() - 1); // all but the fixed frequencies
    CHECK (torch::equal (flat.values, torch::cat (trained)));
    CHECK (flat.gradients.sizes() == flat.values.sizes());
}

TEST_CASE ("a change of the vector is a change of the network, and the other way round")
{
    torch::nn::Linear layer (3, 2);
    FlatParameters flat (*layer);
    const auto x = normal ({ 4, 3 });
    const torch::NoGradGuard noGradient;

    flat.values.fill_ (0.5);
    CHECK (largestDifference (layer (x), 0.5 * x.sum (1, true).expand ({ 4, 2 }) + 0.5) < 1e-6);

    layer->weight.fill_ (2.0);
    layer->bias.zero_();
    CHECK (flat.values.sum().item<double>() == Approx (12.0));
}

TEST_CASE ("backward passes add up in the vector of gradients, and clearing it clears the network's")
{
    ScoreUnet network (tinyConfig());
    disturb (*network);
    FlatParameters flat (*network);
    const auto pass = [&] {
        network (0.2 * normal ({ 1, 1, 512 }), torch::full ({ 1 }, 0.1), oneHot (1, 4, 0)).square().sum().backward();
    };

    pass();
    const auto once = flat.gradients.clone();
    pass();

    CHECK (once.abs().max().item<double>() > 0.0);
    CHECK (largestDifference (flat.gradients, 2.0 * once) < 1e-5 * once.abs().max().item<double>());

    flat.gradients.zero_();

    for (const auto& parameter : network->parameters())
        if (parameter.requires_grad())
            CHECK (parameter.grad().abs().sum().item<double>() == 0.0);
}

TEST_CASE ("a network whose parameters are views gives the estimates that it gave before")
{
    ScoreUnet network (tinyConfig());
    disturb (*network);
    const torch::NoGradGuard noGradient;
    const auto estimate = [&] { return network (0.2 * normal ({ 1, 1, 512 }), torch::full ({ 1 }, 0.1), oneHot (1, 4, 0)); };
    const auto before = estimate();
    const FlatParameters flat (*network);

    CHECK (largestDifference (estimate(), before) < 1e-6);
}

TEST_CASE ("AdamW takes the steps of PyTorch's")
{
    constexpr int count = 7;
    const test::ReferenceTable reference ("adamw");
    auto values = referenceInput ({ count });
    AdamW optimiser { .beta1 = 0.9,
                      .beta2 = 0.99,
                      .epsilon = 1e-8,
                      .weightDecay = 0.1,
                      .firstMoment = torch::zeros ({ count }),
                      .secondMoment = torch::zeros ({ count }) };

    for (int k = 1; k <= 5; ++k)
    {
        CAPTURE (k);
        optimiser.update (values, (3.0 - k / 2.0) * wave ({ count }, 0.53, k), 0.01);
        CHECK (largestDifference (values, reference.row ("step-" + std::to_string (k))) < 1e-6);
    }

    CHECK (optimiser.steps == 5);
}
