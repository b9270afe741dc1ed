#pragma once

#include <vector>

namespace stochastick
{
/** What a jump between two noise levels costs; cost[from][to] for from > to, as indices of a fine grid that increases. */
using CostTable = std::vector<std::vector<double>>;

/** The least-cost path through a fine grid for every number of jumps (Watson et al. 2021, arXiv 2106.03802, algorithm 1).
    O(T³) once; one object then gives the path for every number of jumps. */
class LeastCostPaths
{
public:
    /** @param cost   square; only the part below the diagonal is read
        @param first  index of the grid where paths start (the noisiest level)
        @param last   index where they end, last < first */
    LeastCostPaths (const CostTable& cost, std::size_t first, std::size_t last);

    /** Decreasing indices, jumps + 1 of them, from `first` to `last`.
        @param jumps  1…first − last */
    std::vector<std::size_t> path (std::size_t jumps) const;

    /** Its cost. */
    double cost (std::size_t jumps) const;

private:
    std::size_t start, end;
    std::vector<std::vector<double>> least;         // [jumps][level − end]
    std::vector<std::vector<std::size_t>> previous; // the next lower level of that path, likewise
};

enum class LevelCost
{
    elbo, ///< KL of each jump in nats: what it adds to the variational bound
    error ///< distance of a jump from the exact path, as it arrives at the clean sound
};

/** What was measured on a trained model, on a fine grid of noise levels; chooses the levels of runs.

    The bound's cost puts nearly all steps at low noise, where a likelihood is won and nothing is heard: it is offered
    because it is the published one. The error's cost is the one to use for few steps.
    Stored beside the weights as safetensors (see Network/LearnedLevelsFile.h). Immutable: any thread. */
class LearnedLevels
{
public:
    /** @param ratios     increasing noise-to-signal ratios, at least two
        @param noiseLoss  E|ε − ε̂|² at each, summed over the samples of a sound
        @param moveError  cost of each jump in the error sense
        @param endError   that of taking the estimate at each level as the sound */
    LearnedLevels (std::vector<double> ratios, std::vector<double> noiseLoss, CostTable moveError,
                   std::vector<double> endError);

    /** Decreasing levels of the fine grid between the two ratios. With the bound's cost they end at the smaller one, which
        its likelihood is about; with the error's cost where taking the estimate costs less than going on.
        Throws UsageError for more steps than there are levels. */
    std::vector<double> levels (LevelCost cost, int steps, double largest, double smallest) const;

    /** ½(ρ²/ρ'² − 1)·E|ε − ε̂|² for a jump from ρ to ρ' (reference: arXiv 2106.03802, eq. 9; equal variances). */
    CostTable elboCosts() const;
    const CostTable& errorCosts() const { return moveErrors; }
    const std::vector<double>& endErrors() const { return endError; }
    const std::vector<double>& ratios() const { return grid; }
    const std::vector<double>& noiseLosses() const { return noiseLoss; }

private:
    std::vector<std::size_t> bestPath (LevelCost cost, std::size_t steps, std::size_t first, std::size_t last) const;

    std::vector<double> grid, noiseLoss, endError;
    CostTable moveErrors;
};
} // namespace stochastick
