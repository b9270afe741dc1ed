#include "Network/ResidualBlock.h"

#include "Network/NetworkTestTools.h"
#include "Reference/ReferenceTable.h"

#include <catch2/catch.hpp>

using namespace stochastick;
using namespace networktest;

TEST_CASE ("residual blocks agree with PyTorch, with and without a change of channels")
{
    const test::ReferenceTable reference ("network-blocks");

    for (const int channelsOut : { 4, 6 })
    {
        CAPTURE (channelsOut);
        ResidualBlock block (4, channelsOut, 5);
        setByFormula (*block);
        const auto output = block (referenceInput ({ 2, 4, 7 }), referenceCondition ({ 2, 5 }));

        CHECK (output.sizes() == at::IntArrayRef ({ 2, channelsOut, 7 }));
        CHECK (largestDifference (output, reference.row ("residual-4-" + std::to_string (channelsOut))) < 1e-5);
    }
}

TEST_CASE ("a new residual block is the identity, or its skip convolution where channels change")
{
    const auto x = normal ({ 2, 4, 9 }), condition = normal ({ 2, 5 }, 2);
    ResidualBlock same (4, 4, 5), wider (4, 6, 5);
    const auto parameters = wider->named_parameters();
    const auto skipped = torch::conv1d (x, parameters["skip.weight"], parameters["skip.bias"]);

    CHECK (torch::equal (same (x, condition), x));
    CHECK (largestDifference (wider (x, condition), skipped) < 1e-6);
}

TEST_CASE ("a residual block hears three frames to either side and no more")
{
    ResidualBlock block (4, 4, 5);
    disturb (*block);
    const auto x = normal ({ 1, 4, 21 }), condition = normal ({ 1, 5 }, 2);
    auto changed = x.clone();
    changed.select (2, 10).neg_();
    const auto difference = (block (changed, condition) - block (x, condition)).abs().sum (1)[0];

    for (int frame = 0; frame < 21; ++frame)
    {
        CAPTURE (frame);
        CHECK ((difference[frame].item<double>() > 0.0) == (frame >= 7 && frame <= 13));
    }
}

TEST_CASE ("the condition of one sound of a batch does not reach the others")
{
    ResidualBlock block (4, 4, 5);
    disturb (*block);
    const auto x = normal ({ 2, 4, 9 }), condition = normal ({ 2, 5 }, 2);
    auto changed = condition.clone();
    changed[1].add_ (1.0);
    const auto before = block (x, condition), after = block (x, changed);

    CHECK (torch::equal (before[0], after[0]));
    CHECK (largestDifference (before[1], after[1]) > 1e-3);
}

TEST_CASE ("zero initialisation clears weights and bias")
{
    torch::nn::Conv1d layer (3, 4, 1);
    zeroInitialise (*layer);

    for (const auto& parameter : layer->parameters())
    {
        CHECK (parameter.abs().sum().item<double>() == 0.0);
        CHECK (parameter.requires_grad());
    }
}
