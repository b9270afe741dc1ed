#include "Diffusion/Sampler.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <stdexcept>

namespace stochastick
{
namespace
{
/** One run in one direction. */
class Walk
{
public:
    /** @param stoppable  whether a part of the way is worth having */
    Walk (const SamplingRun& runToMake, const Denoiser& denoise, const Noise& noiseToUse, std::vector<double> levelsToVisit,
          bool stoppable)
        : run (runToMake),
          info (infoOf (run.sampler)),
          noise (noiseToUse),
          levels (std::move (levelsToVisit)),
          mayStop (stoppable),
          watchedDenoise ([&] (const Tensor& state, double ratio) {
              run.cancel.throwIfCancelled();
              ++networkCalls;
              estimate = denoise (state, ratio);

              if (run.adjustEstimate)
                  estimate = run.adjustEstimate (estimate);

              return estimate;
          })
    {
    }

    SamplingState go (const Tensor& x)
    {
        const auto sampler = info.create();
        const SamplerContext context { watchedDenoise, run.process, noise, run.controls,
                                       info.adaptive ? 1 : static_cast<int> (levels.size()) - 1 };
        SamplingState state { x, levels.front() };

        for (int i = 0; state.ratio != levels.back() && mayGoOn() && ! isStopped (i); ++i)
        {
            const auto to = info.adaptive ? levels.back() : levels[static_cast<std::size_t> (i) + 1];
            state = moved (*sampler, context, state, i, to);
            report (i + 1, state.ratio);
        }

        return state;
    }

    SamplingResult denoised (const SamplingState& state)
    {
        const auto clean = watchedDenoise (state.x, state.ratio);
        const auto moves = movesDone;
        report (moves + 1, 0.0);
        return { clean, networkCalls, moves, state.ratio == levels.back() };
    }

    int calls() const { return networkCalls; }
    int moves() const { return movesDone; }

private:
    /** One move as often as it is to be resampled, with what is known put in after each. */
    SamplingState moved (Sampler& sampler, const SamplerContext& context, const SamplingState& from, int index, double to)
    {
        auto state = from;

        for (int i = 0; i < run.resamplings; ++i)
        {
            const auto draw = index * run.resamplings + i;

            if (i > 0)
                state = noisier (state, from.ratio, draw);

            state = sampler.move (context, state, draw, to);

            if (run.constrain)
                state.x = run.constrain (state.x, state.ratio, draw);
        }

        return state;
    }

    SamplingState noisier (const SamplingState& state, double ratio, int draw) const
    {
        const auto fresh = noise.normal (NoisePurpose::resampling, draw, state.x.size (2)).to (state.x.options());
        return { state.x + fresh * std::sqrt (ratio * ratio - state.ratio * state.ratio), ratio };
    }

    /** Never before the first move: a recipe could not tell that from a run to the end. */
    bool isStopped (int moves) const
    {
        return mayStop && moves > 0 && (run.cancel.isStopped() || (run.stopAfter > 0 && moves >= run.stopAfter));
    }

    /** Room for another attempt and the final denoising. */
    bool mayGoOn() const
    {
        return ! info.adaptive
               || networkCalls + info.callsPerMove + info.extraCalls + 1 <= static_cast<int> (run.controls.maximumCalls);
    }

    void report (int done, double ratio)
    {
        movesDone = done;

        if (run.onProgress)
            run.onProgress ({ done, info.adaptive ? 0 : static_cast<int> (levels.size()), fractionAt (ratio), networkCalls,
                              ratio, estimate });
    }

    /** An adaptive rule's way is measured in ln ρ, of which it needs about as much for each of its moves. */
    double fractionAt (double ratio) const
    {
        if (! info.adaptive)
            return static_cast<double> (movesDone) / static_cast<double> (levels.size());

        const auto all = std::log (levels.back() / levels.front());
        return ratio == 0.0 || all == 0.0 ? 1.0 : std::log (ratio / levels.front()) / all;
    }

    const SamplingRun& run;
    const SamplerInfo& info;
    const Noise& noise;
    std::vector<double> levels;
    bool mayStop;
    Tensor estimate;
    int networkCalls = 0, movesDone = 0;
    Denoiser watchedDenoise;
};

/** What is checked here is a mistake in our code, or in a recipe in the case of the controls. */
void check (const SamplingRun& run, const Tensor& x)
{
    check (run.controls);

    const auto& levels = run.levels;

    if (const auto& info = infoOf (run.sampler); run.resamplings > 1 && (info.remembers || info.adaptive))
        throw UsageError ("Moves of \"" + info.key + "\" cannot be resampled, since it remembers earlier ones; "
                          + "choose a sampler like ddim, ancestral or heun-edm.");

    if (levels.empty() || ! (levels.back() > 0.0)
        || std::adjacent_find (levels.begin(), levels.end(), std::less_equal<>()) != levels.end())
        throw std::invalid_argument ("noise levels must decrease and stay above 0");

    if (x.dim() != 3 || x.size (1) != 1)
        throw std::invalid_argument ("the state must be (batch, 1, samples)");
}

/** The whole batch at once for fixed rules, sound by sound for adaptive ones. */
template <typename Sample>
SamplingResult inTurn (const SamplerInfo& info, const Noise& noise, const Tensor& x, Sample&& sample)
{
    if (! info.adaptive || x.size (0) == 1)
        return sample (x, noise);

    SamplingResult all;
    std::vector<Tensor> sounds;

    for (std::int64_t i = 0; i < x.size (0); ++i)
    {
        const auto one = sample (x.narrow (0, i, 1), noise.only (static_cast<std::size_t> (i)));
        sounds.push_back (one.samples);
        all.networkCalls += one.networkCalls;
        all.moves += one.moves;
        all.complete = all.complete && one.complete;
    }

    all.samples = torch::cat (sounds, 0);
    return all;
}
} // namespace

SamplingResult sampleAlong (const SamplingRun& run, const Denoiser& denoise, const Noise& noise, const Tensor& x)
{
    check (run, x);

    if (x.size (0) != noise.batchSize())
        throw std::invalid_argument ("each sound of the batch needs one noise seed");

    return inTurn (infoOf (run.sampler), noise, x, [&] (const Tensor& start, const Noise& itsNoise) {
        Walk walk (run, denoise, itsNoise, run.levels, true);
        return walk.denoised (walk.go (start));
    });
}

SamplingResult encodeAlong (const SamplingRun& run, const Denoiser& denoise, const Tensor& sound)
{
    check (run, sound);

    if (const auto& info = infoOf (run.sampler);
        info.stochastic || (info.uses (&SamplerControls::eta) && run.controls.eta > 0.0))
        throw UsageError ("A sound cannot be encoded with \"" + info.key
                          + "\" while it draws noise; choose a deterministic sampler, or eta 0.");

    if (run.resamplings > 1)
        throw std::invalid_argument ("moves towards the noise are made once");

    const Noise noNoise (std::vector<std::uint64_t> (static_cast<std::size_t> (sound.size (0))));

    return inTurn (infoOf (run.sampler), noNoise, sound, [&] (const Tensor& start, const Noise& itsNoise) {
        Walk walk (run, denoise, itsNoise, { run.levels.rbegin(), run.levels.rend() }, false);
        const auto state = walk.go (start);
        return SamplingResult { state.x, walk.calls(), walk.moves(), state.ratio == run.levels.front() };
    });
}
} // namespace stochastick
