#include "Diffusion/Samplers/SamplerTools.h"
#include "Diffusion/Samplers/Samplers.h"

#include <cmath>

namespace stochastick
{
namespace
{
/** A Langevin step at the level of the state, then a predictor's move down (Song et al. 2021, arXiv 2011.13456,
    algorithm 1). Two network calls. */
class PredictorCorrector : public Sampler
{
public:
    SamplingState move (const SamplerContext& context, const SamplingState& state, int index, double to) final
    {
        return { predicted (context, { correctorStep (context, state, index), state.ratio }, index, to), to };
    }

private:
    virtual Tensor predicted (const SamplerContext& context, const SamplingState& state, int index, double to) = 0;
};

/** The reverse of the discrete forward move x → a·x + G·z, a = mean/mean', G² = sigma² − a²·sigma'² (appendix E there):
    x' = (2 − a)·x + G²·score + G·z. */
class ReverseDiffusionPc final : public PredictorCorrector
{
    Tensor predicted (const SamplerContext& context, const SamplingState& state, int index, double to) override
    {
        const auto& process = context.process;
        const auto mean = process.mean (process.timeOf (state.ratio));
        const auto meanNext = process.mean (process.timeOf (to));
        const auto added = mean * std::sqrt (state.ratio * state.ratio - to * to); // G
        const auto noise = predictedNoise (state.x, context.denoise (state.x, state.ratio), state.ratio);
        const auto fresh = noiseLike (state.x, context, NoisePurpose::step, index);

        const auto x = state.x * (mean * (2.0 - mean / meanNext));
        return (x - noise * (added * added / (mean * state.ratio)) + fresh * added) / meanNext;
    }
};

/** DDPM's posterior with its own, small variance (appendix F there; the published program takes the large one for VP). */
class AncestralPc final : public PredictorCorrector
{
    Tensor predicted (const SamplerContext& context, const SamplingState& state, int index, double to) override
    {
        const auto& [x, from] = state;
        const auto fresh = noiseLike (x, context, NoisePurpose::step, index);

        return ancestralMean (x, context.denoise (x, from), from, to)
               + fresh * (to * std::sqrt (1.0 - (to / from) * (to / from)));
    }
};
} // namespace

std::unique_ptr<Sampler> createReverseDiffusionPc()
{
    return std::make_unique<ReverseDiffusionPc>();
}

std::unique_ptr<Sampler> createAncestralPc()
{
    return std::make_unique<AncestralPc>();
}
} // namespace stochastick
