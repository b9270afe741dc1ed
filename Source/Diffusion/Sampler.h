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
    that step in its t), the noise, the controls of the person, and how many moves the run has (1 for adaptive rules). */
struct SamplerContext
{
    const Denoiser& denoise;
    const Process& process;
    const Noise& noise;
    const SamplerControls& controls;
    int moves = 1;
};

/** A sound on its way. */
struct SamplingState
{
    Tensor x;           ///< x_t/mean: the signal at unit scale plus ρ·noise, (batch, 1, samples)
    double ratio = 0.0; ///< ρ, its noise-to-signal ratio
};

/** The rule for one move from a noise level towards the next one. An object serves one run (multistep rules remember
    earlier estimates). Deterministic rules go both ways: down to the sound, up to the noise. */
class Sampler
{
public:
    virtual ~Sampler() = default;

    /** Fixed rules arrive at `to`. Adaptive ones make one attempt: they may stop before it, or stay where they are when
        the attempt was too long; they see one sound at a time.
        @param index  0 for the first move of the run; also the step of its noise
        @param to     the noise-to-signal ratio to go to, above 0 */
    virtual SamplingState move (const SamplerContext& context, const SamplingState& state, int index, double to) = 0;
};

/** One report after every move. */
struct SamplingProgress
{
    int move = 0;           ///< moves done, the final denoising included
    int moves = 0;          ///< = number of levels; 0 when an adaptive rule does not know
    double fraction = 0;    ///< of the way that is done, 0…1
    int networkCalls = 0;   ///< so far
    double ratio = 0;       ///< noise level reached; 0 after the final denoising
    const Tensor& estimate; ///< the denoiser's last estimate of the clean sound, (batch, 1, samples)
};

struct SamplingRun
{
    SamplerKind sampler = SamplerKind::dpmpp2m;
    SamplerControls controls;
    const Process& process;
    std::vector<double> levels; ///< decreasing, from noiseLevels(); adaptive rules use the first and the last
    CancelToken cancel;         ///< cancelled: the run ends with Cancelled; stopped: after the move that is being made
    std::function<void (const SamplingProgress&)> onProgress {}; ///< may be empty; called on the calling thread
    std::function<Tensor (const Tensor&)> adjustEstimate {};     ///< of every estimate, e.g. thresholding; may be empty

    /** What is known of the state at a level (Diffusion/Inpainting.h); may be empty. @param index  that of the draw */
    std::function<Tensor (const Tensor& x, double ratio, int index)> constrain {};

    /** Times that every move is made, with noise added back between them (RePaint, arXiv 2201.09865): lets a free part
        fit itself to the known one. More than 1 for rules without a memory only (UsageError). */
    int resamplings = 1;

    int stopAfter = 0; ///< moves after which the run is stopped; 0: never
};

struct SamplingResult
{
    Tensor samples; ///< (batch, 1, samples), clean
    int networkCalls = 0;
    int moves = 0; ///< made, the final denoising not counted
    bool complete =
        true; ///< false: denoised before the last level, because it was stopped or, if adaptive, may call no more
};

/** Walks all levels from x (the state at levels.front()) and ends with one denoising at the last level.
    Checks for cancellation before each network call (throws Cancelled). Keeps the dtype and device of x; the noise is
    converted to them. Needs no gradients: call it under torch::NoGradGuard. Throws UsageError when a control is out of
    range. An adaptive rule makes the sounds of a batch one after the other, for each has its own levels: the denoiser
    then sees a batch of one. Worker thread. */
SamplingResult sampleAlong (const SamplingRun& run, const Denoiser& denoise, const Noise& noise, const Tensor& x);

/** The other way along the probability-flow ODE: from a sound (taken as the state at levels.back()) up to the state at
    levels.front(), which sampleAlong() with the same run brings back. The state is `samples` of the result.
    Throws UsageError for a stochastic rule or eta > 0. */
SamplingResult encodeAlong (const SamplingRun& run, const Denoiser& denoise, const Tensor& sound);
} // namespace stochastick
