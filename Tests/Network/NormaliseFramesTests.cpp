#include "Network/NormaliseFrames.h"

#include "Network/NetworkTestTools.h"

#include <catch2/catch.hpp>
#include <torch/autograd.h>

using namespace stochastick;
using namespace networktest;

namespace
{
/** From the operations that it replaces. */
Tensor bySteps (const Tensor& x, const Tensor& scale, const Tensor& shift)
{
    return x * framePower (x).rsqrt() * scale + shift;
}

struct Inputs
{
    Tensor x, scale, shift, above;

    Inputs (at::IntArrayRef shape, std::int64_t rows)
        : x (leaf (shape, 1)),
          scale (leaf ({ rows, shape[1], 1 }, 2)),
          shift (leaf ({ rows, shape[1], 1 }, 3)),
          above (normal (shape, 4).to (torch::kFloat64))
    {
    }

    static Tensor leaf (at::IntArrayRef shape, std::uint64_t seed)
    {
        return normal (shape, seed).to (torch::kFloat64).requires_grad_();
    }

    /** Of the sum of the result times fixed numbers. */
    std::vector<Tensor> gradients (const Tensor& result) const
    {
        return torch::autograd::grad ({ (result * above).sum() }, { x, scale, shift });
    }
};
} // namespace

TEST_CASE ("normalising in blocks of frames is what the separate operations do, gradients included")
{
    for (const std::int64_t frames : { 1, 127, 128, 300 }) // below, at and above the block
        for (const std::int64_t rows : { 1, 3 })
        {
            CAPTURE (frames, rows);
            const Inputs in ({ 3, 5, frames }, rows);
            const auto blocks = normaliseFrames (in.x, in.scale, in.shift), steps = bySteps (in.x, in.scale, in.shift);
            const auto found = in.gradients (blocks), expected = in.gradients (steps);

            CHECK (largestDifference (blocks, steps) < 1e-12);

            for (std::size_t i = 0; i < expected.size(); ++i)
            {
                CHECK (found[i].sizes() == expected[i].sizes());
                CHECK (largestDifference (found[i], expected[i]) < 1e-10);
            }
        }
}

TEST_CASE ("normalising takes views that are not contiguous")
{
    const Inputs in ({ 2, 7, 5 }, 2);
    const auto turned = in.x.transpose (1, 2).contiguous().transpose (1, 2);

    CHECK (torch::equal (normaliseFrames (turned, in.scale, in.shift), normaliseFrames (in.x, in.scale, in.shift)));
}

TEST_CASE ("any number of threads normalises to the same bits, gradients included")
{
    const Inputs in ({ 3, 16, 700 }, 3);
    const auto before = torch::get_num_threads();
    torch::set_num_threads (1);
    const auto one = normaliseFrames (in.x, in.scale, in.shift);
    const auto gradientsOfOne = in.gradients (one);
    torch::set_num_threads (3);
    const auto three = normaliseFrames (in.x, in.scale, in.shift);
    const auto gradientsOfThree = in.gradients (three);
    torch::set_num_threads (before);

    CHECK (torch::equal (one, three));

    for (std::size_t i = 0; i < gradientsOfOne.size(); ++i)
        CHECK (torch::equal (gradientsOfOne[i], gradientsOfThree[i]));
}
