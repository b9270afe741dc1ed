#include "Network/FrameNorm.h"

#include "Network/NetworkTestTools.h"
#include "Reference/ReferenceTable.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace stochastick;
using namespace networktest;

TEST_CASE ("frame normalisation agrees with PyTorch")
{
    FrameNorm norm (3);
    setByFormula (*norm);
    const test::ReferenceTable reference ("network-blocks");

    CHECK (largestDifference (norm (referenceInput ({ 2, 3, 4 })), reference.row ("frame-norm")) < 1e-5);
}

TEST_CASE ("splitting off the level agrees with PyTorch")
{
    const test::ReferenceTable reference ("network-blocks");
    const auto split = splitLevel (referenceInput ({ 2, 3, 4 }));

    CHECK (split.sizes() == at::IntArrayRef ({ 2, 4, 4 }));
    CHECK (largestDifference (split, reference.row ("split-level")) < 1e-5);
}

TEST_CASE ("frame normalisation does not mix frames: a loud one leaves the others as they were, to the bit")
{
    FrameNorm norm (8);
    const auto quiet = 1e-4 * normal ({ 2, 8, 9 });
    auto changed = quiet.clone();
    changed.select (2, 4).mul_ (1e4);
    const auto before = norm (quiet), after = norm (changed);

    for (int frame = 0; frame < 9; ++frame)
        if (frame != 4)
            CHECK (torch::equal (before.select (2, frame), after.select (2, frame)));
}

TEST_CASE ("a frame at -80 dB leaves frame normalisation at the level of a loud one")
{
    FrameNorm norm (8);
    const auto loud = normal ({ 1, 8, 5 });

    CHECK (largestDifference (norm (1e-4 * loud), norm (loud)) < 1e-3);
    CHECK (norm (loud).square().mean (1).sqrt().min().item<double>() == Approx (1.0).epsilon (1e-4));
}

TEST_CASE ("silence passes frame normalisation as silence, and its level is a finite number")
{
    const auto silence = torch::zeros ({ 1, 4, 3 });
    const auto split = splitLevel (silence);

    CHECK (torch::equal (FrameNorm (4) (silence), silence));
    CHECK (torch::equal (split.slice (1, 0, 4), silence));
    CHECK (split.select (1, 4).min().item<double>() == Approx (0.15 * std::log (1e-12)));
}

TEST_CASE ("gradients at silence are finite")
{
    auto silence = torch::zeros ({ 1, 4, 3 }).requires_grad_();
    splitLevel (silence).sum().backward();

    CHECK (torch::isfinite (silence.grad()).all().item<bool>());
}

TEST_CASE ("a louder frame keeps its shape and raises only its level channel")
{
    const auto x = normal ({ 1, 4, 3 });
    const auto split = splitLevel (x), louder = splitLevel (10.0 * x);

    CHECK (largestDifference (louder.slice (1, 0, 4), split.slice (1, 0, 4)) < 1e-5);
    CHECK (largestDifference (louder.select (1, 4), split.select (1, 4) + 0.15 * std::log (100.0)) < 1e-5);
}
