#include "Network/NormaliseFrames.h"

#include <ATen/Dispatch.h>
#include <ATen/Parallel.h>
#include <array>
#include <cmath>
#include <torch/csrc/autograd/custom_function.h>

namespace stochastick
{
using torch::Tensor;

namespace
{
constexpr double leastPower = 1e-12;
constexpr std::int64_t framesInBlock = 128; // all channels of so many frames stay in the cache between passes

/** Some frames of one sound: channel c of frame t lies at [c · stride + t]. */
struct Block
{
    std::int64_t sound, index, channels, stride, frames;
    std::int64_t start; ///< of channel 0, in the whole tensor
};

/** Blocks in parallel; what is added up is added up in the same order on any number of threads. */
template <typename Work>
void forEachBlock (const Tensor& x, const Work& work)
{
    const auto sounds = x.size (0), channels = x.size (1), frames = x.size (2);
    const auto blocks = (frames + framesInBlock - 1) / framesInBlock;

    at::parallel_for (0, sounds * blocks, 1, [&] (std::int64_t begin, std::int64_t end) {
        for (auto i = begin; i < end; ++i)
        {
            const auto sound = i / blocks, first = i % blocks * framesInBlock;
            work (Block { sound, i, channels, frames, std::min (framesInBlock, frames - first),
                          sound * channels * frames + first });
        }
    });
}

std::int64_t blocksOf (const Tensor& x)
{
    return x.size (0) * ((x.size (2) + framesInBlock - 1) / framesInBlock);
}

/** A number for each frame of a block, zero at first. */
template <typename Number>
struct Frames
{
    std::array<Number, framesInBlock> numbers {};

    operator Number*() { return numbers.data(); }
    operator const Number*() const { return numbers.data(); }
};

template <typename Number>
Frames<Number> inverseLevels (const Number* x, const Block& block)
{
    Frames<Number> inverse;
    Number* sums = inverse;

    for (std::int64_t c = 0; c < block.channels; ++c, x += block.stride)
    {
#pragma omp simd
        for (std::int64_t t = 0; t < block.frames; ++t)
            sums[t] += x[t] * x[t];
    }

#pragma omp simd
    for (std::int64_t t = 0; t < block.frames; ++t)
        sums[t] = Number (1) / std::sqrt (sums[t] / Number (block.channels) + Number (leastPower));

    return inverse;
}

template <typename Number>
void normalise (const Number* x, const Number* scale, const Number* shift, Number* out, const Block& block)
{
    const auto levels = inverseLevels (x, block);
    const Number* inverse = levels;

    for (std::int64_t c = 0; c < block.channels; ++c, x += block.stride, out += block.stride)
    {
#pragma omp simd
        for (std::int64_t t = 0; t < block.frames; ++t)
            out[t] = x[t] * inverse[t] * scale[c] + shift[c];
    }
}

/** With n = x / level: ∂x = (∂n − n · mean over channels of n · ∂n) / level. */
template <typename Number>
void differentiate (const Number* x, const Number* gradient, const Number* scale, Number* ofX, Number* ofScale,
                    Number* ofShift, const Block& block)
{
    const auto levels = inverseLevels (x, block);
    const Number* inverse = levels;
    Frames<Number> sums;
    Number* means = sums;

    for (std::int64_t c = 0; c < block.channels; ++c)
    {
        const auto *from = x + c * block.stride, *above = gradient + c * block.stride;
        Number scaleSum = 0, shiftSum = 0;

#pragma omp simd reduction(+ : scaleSum, shiftSum)
        for (std::int64_t t = 0; t < block.frames; ++t)
        {
            const auto product = above[t] * from[t] * inverse[t];
            scaleSum += product;
            shiftSum += above[t];
            means[t] += product * scale[c];
        }

        ofScale[c] = scaleSum;
        ofShift[c] = shiftSum;
    }

    const auto share = Number (1) / Number (block.channels);

    for (std::int64_t c = 0; c < block.channels; ++c)
    {
        const auto *from = x + c * block.stride, *above = gradient + c * block.stride;
        auto* to = ofX + c * block.stride;

#pragma omp simd
        for (std::int64_t t = 0; t < block.frames; ++t)
            to[t] = inverse[t] * (above[t] * scale[c] - from[t] * inverse[t] * means[t] * share);
    }
}

/** Rows of (batch or 1, channels, 1). */
template <typename Number>
const Number* rowOf (const Tensor& perChannel, const Block& block)
{
    return perChannel.data_ptr<Number>() + (perChannel.size (0) == 1 ? 0 : block.sound * block.channels);
}

/** What blocks found, (blocks of all sounds, channels), summed to the shape of the parameter. */
Tensor summed (const Tensor& ofBlocks, std::int64_t sounds, const Tensor& parameter)
{
    return ofBlocks.view ({ sounds, -1, ofBlocks.size (1) }).sum (1).unsqueeze (2).sum_to_size (parameter.sizes());
}

struct NormaliseFrames : torch::autograd::Function<NormaliseFrames>
{
    static Tensor forward (torch::autograd::AutogradContext* context, const Tensor& input, const Tensor& scale,
                           const Tensor& shift)
    {
        const auto x = input.contiguous(), factors = scale.contiguous(), summands = shift.contiguous();
        auto out = torch::empty_like (x);

        AT_DISPATCH_FLOATING_TYPES (x.scalar_type(), "normaliseFrames", [&] {
            const auto* from = x.data_ptr<scalar_t>();
            auto* to = out.data_ptr<scalar_t>();
            forEachBlock (x, [&] (const Block& block) {
                normalise (from + block.start, rowOf<scalar_t> (factors, block), rowOf<scalar_t> (summands, block),
                           to + block.start, block);
            });
        });

        context->save_for_backward ({ x, factors, summands });
        return out;
    }

    static torch::autograd::tensor_list backward (torch::autograd::AutogradContext* context,
                                                  const torch::autograd::tensor_list& gradients)
    {
        const auto saved = context->get_saved_variables();
        const auto &x = saved[0], &scale = saved[1], &shift = saved[2];
        const auto gradient = gradients[0].contiguous();
        auto ofX = torch::empty_like (x);
        auto ofScale = torch::empty ({ blocksOf (x), x.size (1) }, x.options()), ofShift = torch::empty_like (ofScale);

        AT_DISPATCH_FLOATING_TYPES (x.scalar_type(), "normaliseFrames", [&] {
            forEachBlock (x, [&, from = x.data_ptr<scalar_t>(), above = gradient.data_ptr<scalar_t>(),
                              to = ofX.data_ptr<scalar_t>(), scales = ofScale.data_ptr<scalar_t>(),
                              shifts = ofShift.data_ptr<scalar_t>()] (const Block& block) {
                const auto row = block.index * block.channels;
                differentiate (from + block.start, above + block.start, rowOf<scalar_t> (scale, block), to + block.start,
                               scales + row, shifts + row, block);
            });
        });

        return { ofX, summed (ofScale, x.size (0), scale), summed (ofShift, x.size (0), shift) };
    }
};
} // namespace

Tensor framePower (const Tensor& x)
{
    return x.square().mean (1, true) + leastPower;
}

Tensor normaliseFrames (const Tensor& x, const Tensor& scale, const Tensor& shift)
{
    if (x.is_cpu())
        return NormaliseFrames::apply (x, scale, shift);

    return torch::addcmul (shift, x * framePower (x).rsqrt(), scale);
}
} // namespace stochastick
