#include "Diffusion/LearnedLevels.h"

#include "Support/Error.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <stdexcept>
#include <string>

namespace stochastick
{
namespace
{
constexpr double unreachable = std::numeric_limits<double>::infinity();

void require (bool condition, const char* what)
{
    if (! condition)
        throw std::invalid_argument (what);
}

/** The index of the grid's level nearest to a ratio, in logarithms. */
std::size_t nearest (const std::vector<double>& grid, double ratio)
{
    const auto above = std::lower_bound (grid.begin(), grid.end(), ratio);

    if (above == grid.begin())
        return 0;

    const auto index = static_cast<std::size_t> (above - grid.begin());
    return above == grid.end() || ratio / grid[index - 1] < grid[index] / ratio ? index - 1 : index;
}
} // namespace

LeastCostPaths::LeastCostPaths (const CostTable& cost, std::size_t first, std::size_t last)
    : start (first),
      end (last)
{
    require (first < cost.size() && last < first, "paths go from a level of the table to a lower one");

    const auto count = first - last + 1;
    least.assign (count, std::vector<double> (count, unreachable));
    previous.assign (count, std::vector<std::size_t> (count, 0));
    least[0][0] = 0.0;

    for (std::size_t jumps = 1; jumps < count; ++jumps)
        for (std::size_t from = jumps; from < count; ++from)
            for (std::size_t to = jumps - 1; to < from; ++to)
                if (const auto total = least[jumps - 1][to] + cost[last + from][last + to]; total < least[jumps][from])
                {
                    least[jumps][from] = total;
                    previous[jumps][from] = to;
                }
}

std::vector<std::size_t> LeastCostPaths::path (std::size_t jumps) const
{
    require (jumps >= 1 && jumps < least.size(), "a path has at least one jump and at most one for each level");

    std::vector<std::size_t> indices { start };

    for (auto at = start - end; jumps > 0; --jumps)
    {
        at = previous[jumps][at];
        indices.push_back (end + at);
    }

    return indices;
}

double LeastCostPaths::cost (std::size_t jumps) const
{
    return least.at (jumps).back();
}

LearnedLevels::LearnedLevels (std::vector<double> ratios, std::vector<double> losses, CostTable errors,
                              std::vector<double> errorsAtEnd)
    : grid (std::move (ratios)),
      noiseLoss (std::move (losses)),
      endError (std::move (errorsAtEnd)),
      moveErrors (std::move (errors))
{
    require (grid.size() >= 2 && grid.front() > 0.0, "learned levels need at least two ratios above 0");
    require (std::adjacent_find (grid.begin(), grid.end(), std::not_fn (std::less<>())) == grid.end(),
             "the ratios of learned levels must increase");
    require (noiseLoss.size() == grid.size() && endError.size() == grid.size() && moveErrors.size() == grid.size(),
             "one cost for each level is needed");
    require (std::all_of (moveErrors.begin(), moveErrors.end(), [&] (const auto& row) { return row.size() == grid.size(); }),
             "the table of costs must be square");
}

CostTable LearnedLevels::elboCosts() const
{
    CostTable costs (grid.size(), std::vector<double> (grid.size(), 0.0));

    for (std::size_t from = 0; from < grid.size(); ++from)
        for (std::size_t to = 0; to < from; ++to)
            costs[from][to] = 0.5 * std::expm1 (2.0 * std::log (grid[from] / grid[to])) * noiseLoss[from];

    return costs;
}

/** Indices of the grid, noisiest first, `steps` of them. */
std::vector<std::size_t> LearnedLevels::bestPath (LevelCost cost, std::size_t steps, std::size_t first,
                                                  std::size_t last) const
{
    if (cost == LevelCost::elbo)
        return steps == 1 ? std::vector { first } : LeastCostPaths (elboCosts(), first, last).path (steps - 1);

    CostTable withClean { std::vector<double> (1) }; // the clean sound comes before the levels from `last` on

    for (auto from = last; from <= first; ++from)
    {
        withClean.push_back ({ endError[from] });
        withClean.back().insert (withClean.back().end(), moveErrors[from].begin() + static_cast<std::ptrdiff_t> (last),
                                 moveErrors[from].end());
    }

    auto path = LeastCostPaths (withClean, first - last + 1, 0).path (steps);
    path.pop_back();

    for (auto& index : path)
        index += last - 1;

    return path;
}

std::vector<double> LearnedLevels::levels (LevelCost cost, int steps, double largest, double smallest) const
{
    const auto first = nearest (grid, largest);
    const auto last = nearest (grid, smallest);
    const auto most = first - last + 1;

    if (steps < 1 || static_cast<std::size_t> (steps) > most)
        throw UsageError ("The learned levels serve 1 to " + std::to_string (most) + " steps, not " + std::to_string (steps)
                          + "; choose other levels for more.");

    std::vector<double> levels;

    for (const auto index : bestPath (cost, static_cast<std::size_t> (steps), first, last))
        levels.push_back (grid[index]);

    return levels;
}
} // namespace stochastick
