#include "Diffusion/PublishedCrash.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace stochastick
{
namespace
{
constexpr SamplerKind published[] { SamplerKind::eulerMaruyama, SamplerKind::ancestral, SamplerKind::crashSde,
                                    SamplerKind::euler, SamplerKind::ddim };

double squared (double x)
{
    return x * x;
}

/** A state of the process at a time, with what moves from there ask for. */
struct Level
{
    Level (const Process& process, double t)
        : mean (process.mean (t)),
          sigma (process.sigma (t)),
          beta (-2.0 * process.drift (t)),
          diffusionSquared (process.diffusionSquared (t))
    {
    }

    double mean, sigma, beta, diffusionSquared;
};

/** x' = keep·x + noise·ε + fresh·z */
struct Move
{
    double keep = 1.0, noise = 0.0, fresh = 0.0;
};

/** The levels of a run, the almost clean one first. */
struct Grid
{
    /** @param first  1: without the first time, 0: with it (and then one level more than there are steps) */
    Grid (const PublishedRun& run, int first, double last)
        : step ((last - run.process.tMin()) / run.steps)
    {
        for (int k = first; k <= run.steps; ++k)
            levels.emplace_back (run.process, run.process.tMin() + (last - run.process.tMin()) * k / run.steps);
    }

    double step; ///< of time
    std::vector<Level> levels;
};

/** Down from a level to the next one. */
Move moveBetween (const PublishedRun& run, const Level& from, const Level& to, double step)
{
    const auto shrink = to.mean / from.mean;
    const auto euler = [&] (double share) {
        return Move { 1.0 + 0.5 * from.beta * step, -share * from.diffusionSquared * step / from.sigma, 0.0 };
    };

    switch (run.sampler)
    {
        case SamplerKind::euler: return euler (0.5);
        case SamplerKind::eulerMaruyama:
        {
            auto move = euler (1.0);
            move.fresh = std::sqrt (run.classGradient ? from.beta : from.diffusionSquared * step);
            return move;
        }
        case SamplerKind::crashSde:
            return { shrink, 2.0 * (to.sigma - from.sigma * shrink),
                     std::sqrt (squared (from.sigma * shrink) - squared (to.sigma)) };
        default: break;
    }

    const auto eta = run.sampler == SamplerKind::ancestral ? 1.0 : run.eta;
    const auto fresh = eta * to.sigma * std::sqrt (1.0 - squared (to.sigma / (from.sigma * shrink)));
    return { shrink, std::sqrt (squared (to.sigma) - squared (fresh)) - from.sigma * shrink, fresh };
}

/** One run down a grid. */
class Walk
{
public:
    Walk (const PublishedRun& runToMake, const Noise& noiseToUse, Grid gridToWalk)
        : run (runToMake),
          noise (noiseToUse),
          grid (std::move (gridToWalk))
    {
    }

    /** What is put in after a move away from a level; may be empty. */
    std::function<Tensor (const Tensor& state, const Level& left, int draw)> constrain;

    /** Noise stays away from moves that begin at the levels from here on. */
    int quietFrom = 0;

    SamplingResult go (Tensor state, int start)
    {
        auto n = start;
        moves = start;

        for (; n > 0 && ! isStopped(); --n)
            state = moved (state, n);

        const auto& last = level (n);
        estimate = (state - last.sigma * predict (state, last)) / last.mean;
        const auto made = done;
        report (0.0);
        return { estimate, calls, made, n == 0 };
    }

private:
    Tensor moved (const Tensor& state, int n)
    {
        const auto& from = level (n);
        const auto move = moveBetween (run, from, level (n - 1), grid.step);
        auto predicted = predict (state, from);
        estimate = (state - from.sigma * predicted) / from.mean;

        if (run.classGradient)
            predicted = predicted - run.guidance * run.classGradient (state, told (state, from));

        auto next = move.keep * state + move.noise * predicted;

        if (move.fresh > 0.0 && n > quietFrom)
            next = next + move.fresh * draw (NoisePurpose::step, done, state);

        if (constrain)
            next = constrain (next, from, done);

        report (level (n - 1).sigma / level (n - 1).mean);
        return next;
    }

    Tensor predict (const Tensor& state, const Level& at)
    {
        run.cancel.throwIfCancelled();
        ++calls;
        return run.predictNoise (state, told (state, at));
    }

    static Tensor told (const Tensor& state, const Level& at)
    {
        return torch::full ({ state.size (0) }, at.sigma, state.options());
    }

    Tensor draw (NoisePurpose purpose, int index, const Tensor& like) const
    {
        return noise.normal (purpose, index, like.size (2)).to (like.options());
    }

    bool isStopped() const { return done > 0 && (run.cancel.isStopped() || (run.stopAfter > 0 && done >= run.stopAfter)); }

    void report (double ratio)
    {
        ++done;

        if (run.onProgress)
            run.onProgress ({ done, moves + 1, static_cast<double> (done) / (moves + 1.0), calls, ratio, estimate });
    }

    const Level& level (int n) const { return grid.levels[static_cast<std::size_t> (n)]; }

    const PublishedRun& run;
    const Noise& noise;
    Grid grid;
    Tensor estimate;
    int calls = 0, done = 0, moves = 0;
};

void check (const PublishedRun& run)
{
    if (run.steps < 2 || ! isPublished (run.sampler))
        throw std::invalid_argument ("the published code has no such run");
}

bool beginsBelowFirst (SamplerKind sampler)
{
    return sampler == SamplerKind::ancestral || sampler == SamplerKind::crashSde;
}

Tensor noised (const Tensor& sound, const Level& at, const Tensor& fresh)
{
    return at.mean * sound + at.sigma * fresh.to (sound.options());
}
} // namespace

bool isPublished (SamplerKind sampler)
{
    return std::find (std::begin (published), std::end (published), sampler) != std::end (published);
}

SamplingResult samplePublished (const PublishedRun& run, const Noise& noise, const Tensor& state)
{
    check (run);
    const bool euler = run.sampler == SamplerKind::eulerMaruyama;
    Walk walk (run, noise, { run, beginsBelowFirst (run.sampler) ? 0 : 1, run.process.tMax() });
    walk.quietFrom = euler ? 10 : 0;
    return walk.go (state, run.steps - (euler ? 2 : 1));
}

SamplingResult encodePublished (const PublishedRun& run, const Noise& noise, const Tensor& sound, int draw)
{
    check (run);
    const Grid grid (run, 0, run.process.tMax());
    auto state = sound + 1e-4 * noise.normal (NoisePurpose::known, draw, sound.size (2)).to (sound.options());

    for (std::size_t n = 0; n + 1 < grid.levels.size(); ++n)
    {
        run.cancel.throwIfCancelled();
        const auto &from = grid.levels[n], &to = grid.levels[n + 1];
        const auto predicted = run.predictNoise (state, torch::full ({ state.size (0) }, from.sigma, state.options()));
        const auto grow = to.mean / from.mean;

        if (run.sampler == SamplerKind::euler)
            state = (1.0 - 0.5 * from.beta * grid.step) * state
                    + 0.5 * from.diffusionSquared * grid.step / from.sigma * predicted;
        else
            state = grow * state + (to.sigma - from.sigma * grow) * predicted;
    }

    return { state, run.steps, run.steps };
}

SamplingResult varyPublished (const PublishedRun& run, const Noise& noise, const Tensor& sound, double time)
{
    check (run);
    const Grid grid (run, 0, time);
    const auto state = noised (sound, grid.levels.back(), noise.normal (NoisePurpose::start, 0, sound.size (2)));
    return Walk (run, noise, grid).go (state, run.steps - 1);
}

SamplingResult inpaintPublished (const PublishedRun& run, const Noise& noise, const Tensor& sound, const Tensor& keep)
{
    check (run);
    Walk walk (run, noise, { run, beginsBelowFirst (run.sampler) ? 0 : 1, run.process.tMax() });
    walk.constrain = [&] (const Tensor& state, const Level& left, int draw) {
        const auto known = noised (sound, left, noise.normal (NoisePurpose::known, draw, sound.size (2)));
        return torch::where (keep > 0.5, known, state);
    };
    return walk.go (noise.normal (NoisePurpose::start, 0, sound.size (2)).to (sound.options()), run.steps - 1);
}
} // namespace stochastick
