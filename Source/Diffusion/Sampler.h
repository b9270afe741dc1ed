#pragma once

#include "Diffusion/Denoiser.h"
#include "Diffusion/Noise.h"
#include "Diffusion/Process.h"
#include "Diffusion/SamplerTable.h"
#include "Support/CancelToken.h"

#include <functional>
#include <vector>

namespace stochastick
{
/** What one move may use: the denoiser (each call is counted and checks for cancellation), the process (for samplers
    that step in its t), the noise, and the controls of the person. */
struct SamplerContext
{
    const Denoiser& denoise;
    const Process& process;
    const Noise& noise;
    double eta = 0.0; ///< 0…1: share of fresh noise in DDIM
};

/** The rule for one move from a noise level to the next lower one. An object serves one run (multistep rules
    remember earlier estimates). The state is x/mean: the signal at unit scale plus ρ·noise, (batch, 1, samples). */
class Sampler
{
public:
    virtual ~Sampler() = default;

    /** @param index  0 for the first move of the run; also the step of its noise
        @param from, to  noise-to-signal ratios, from > to > 0 */
    virtual Tensor step (const SamplerContext& context, const Tensor& x, int index, double from, double to) = 0;
};

/** One report after every move. */
struct SamplingProgress
{
    int move = 0;           ///< moves done, the final denoising included
    int moves = 0;          ///< = number of levels
    int networkCalls = 0;   ///< so far
    double ratio = 0;       ///< noise level reached; 0 after the final denoising
    const Tensor& estimate; ///< the denoiser's last estimate of the clean sound, (batch, 1, samples)
};

struct SamplingRun
{
    SamplerKind sampler = SamplerKind::dpmpp2m;
    double eta = 0.0;
    const Process& process;
    std::vector<double> levels; ///< decreasing, from noiseLevels()
    CancelToken cancel;
    std::function<void (const SamplingProgress&)> onProgress; ///< may be empty; called on the calling thread
};

struct SamplingResult
{
    Tensor samples; ///< (batch, 1, samples), clean
    int networkCalls = 0;
};

/** Walks all levels from x (the state at levels.front()) and ends with one denoising at the last level.
    Checks for cancellation before each network call (throws Cancelled). Keeps the dtype and device of x; the noise is
    converted to them. Needs no gradients: call it under c10::InferenceMode. Throws UsageError when eta is out of range.
    Worker thread. */
SamplingResult sampleAlong (const SamplingRun& run, const Denoiser& denoise, const Noise& noise, Tensor x);
} // namespace stochastick
