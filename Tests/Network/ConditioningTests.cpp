#include "Network/Conditioning.h"

#include "Network/NetworkTestTools.h"
#include "Reference/ReferenceTable.h"

#include <catch2/catch.hpp>

using namespace stochastick;
using namespace networktest;

namespace
{
Tensor threeRatios()
{
    return torch::tensor ({ 0.01f, 0.5f, 20.0f });
}
} // namespace

TEST_CASE ("conditioning agrees with PyTorch for a class, a mix of classes and no class")
{
    Conditioning conditioning (3, 0, 6);
    setByFormula (*conditioning);
    const auto weights =
        torch::tensor ({ 1.0f, 0.0f, 0.0f, 0.0f, 0.0f, 0.25f, 0.75f, 0.0f, 0.0f, 0.0f, 0.0f, 1.0f }).view ({ 3, 4 });
    const test::ReferenceTable reference ("network-blocks");
    const auto output = conditioning (threeRatios(), weights);

    CHECK (output.sizes() == at::IntArrayRef ({ 3, 6 }));
    CHECK (largestDifference (output, reference.row ("conditioning")) < 1e-5);
}

TEST_CASE ("the frequencies of the noise level's features are never trained")
{
    Conditioning conditioning (3, 0, 6);
    conditioning (threeRatios(), oneHot (3, 4, 0)).sum().backward();

    for (const auto& item : conditioning->named_parameters())
    {
        CAPTURE (item.key());
        CHECK (item.value().requires_grad() == (item.key() != "frequencies"));
        CHECK (item.value().grad().defined() == (item.key() != "frequencies"));
    }
}

TEST_CASE ("no class has a row of its own, the last one")
{
    Conditioning conditioning (3, 0, 6);
    const auto before = conditioning (threeRatios(), oneHot (3, 4, 3));

    {
        const torch::NoGradGuard noGradient;
        conditioning->named_parameters()["class_rows"].slice (0, 0, 3).add_ (1.0);
    }

    CHECK (torch::equal (conditioning (threeRatios(), oneHot (3, 4, 3)), before));
}

TEST_CASE ("what is synthetic has a row of its own, which starts as nothing, beside class and descriptors")
{
    Conditioning conditioning (3, 2, 6, true);
    const auto real = oneHot (3, 9, 1);
    auto synthetic = real.clone();
    synthetic.select (1, 8).fill_ (1.0);

    CHECK (torch::equal (conditioning (threeRatios(), synthetic), conditioning (threeRatios(), real)));
    disturb (*conditioning);
    CHECK (largestDifference (conditioning (threeRatios(), synthetic), conditioning (threeRatios(), real)) > 0.01);
}

TEST_CASE ("neighbouring noise levels are told apart and extreme ones give finite conditions")
{
    torch::manual_seed (1);
    Conditioning conditioning (3, 0, 16);
    const auto ratios = torch::logspace (-9.0, 4.0, 131);
    const auto output = conditioning (ratios, oneHot (131, 4, 0));
    const auto steps = (output.slice (0, 1) - output.slice (0, 0, -1)).abs().amax (1);

    CHECK (torch::isfinite (output).all().item<bool>());
    CHECK (steps.min().item<double>() > 1e-3);
}
