#include "Training/SetFigures.h"

#include "Audio/Features.h"
#include "Training/Artefacts.h"

#include <algorithm>
#include <cmath>

namespace stochastick
{
using torch::Tensor;

namespace
{
/** Of all pairs: |a − b| / √(|a|² + |b|²), 0 for the same sound twice, 1 for unrelated ones. */
double smallestDistance (const std::vector<JudgedDrum>& drums)
{
    std::vector<Tensor> rows;

    for (const auto& drum : drums)
        rows.push_back (torch::tensor (drum.audio.samples));

    const auto matrix = torch::stack (rows);
    const auto energy = matrix.square().sum (1);
    const auto sums = energy.unsqueeze (0) + energy.unsqueeze (1);
    const auto distances = ((sums - 2.0 * torch::matmul (matrix, matrix.t())) / sums.clamp_min (1e-12)).clamp_min (0).sqrt();
    return (distances + torch::eye (distances.size (0)) * 10.0).min().item<double>();
}
} // namespace

void measureAlone (const DrumSet& set, int frameSize, SetFigures& figures)
{
    std::vector<double> tails;
    double lines = 0, rises = 0;
    figures.smallestDistance = 10.0;

    for (const auto& drums : set)
    {
        for (const auto& drum : drums)
        {
            const auto features = measure (drum.audio);
            const auto artefacts = measureArtefacts (drum.audio, frameSize);
            tails.push_back (features.tailDb);
            lines += artefacts.frameLineDb;
            rises += artefacts.riseDb;
            figures.largestDc = std::max (figures.largestDc, std::abs (features.dc));
            figures.clipped += artefacts.clippedSamples > 0 ? 1 : 0;
        }

        if (drums.size() > 1)
            figures.smallestDistance = std::min (figures.smallestDistance, smallestDistance (drums));
    }

    std::sort (tails.begin(), tails.end());
    figures.medianTailDb = tails.at (tails.size() / 2);
    figures.frameLineDb = lines / static_cast<double> (tails.size());
    figures.riseDb = rises / static_cast<double> (tails.size());
}

Counted SetFigures::namedInAll() const
{
    Counted sum;

    for (const auto& one : named)
    {
        sum.right += one.right;
        sum.all += one.all;
    }

    return sum;
}
} // namespace stochastick
