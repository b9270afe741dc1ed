#include "Training/RowClassifier.h"

#include "Support/Error.h"

#include <catch2/catch.hpp>
#include <torch/utils.h>

using namespace stochastick;

namespace
{
struct Labelled
{
    torch::Tensor rows, labels;
};

/** Two clouds, `distance` deviations apart in the first two of ten features; a third as many of the second. */
Labelled clouds (double distance, std::uint64_t seed)
{
    torch::manual_seed (seed);
    auto rows = torch::randn ({ 240, 10 });
    const auto labels = (torch::arange (240) >= 180).to (torch::kInt64);
    rows.narrow (1, 0, 2) += (labels.unsqueeze (1) * distance / std::sqrt (2.0)).to (torch::kFloat32);
    return { rows, labels };
}

double shareRight (RowClassifier& classifier, const Labelled& points)
{
    return (classifier.classify (points.rows) == points.labels).to (torch::kFloat64).mean().item<double>();
}
} // namespace

TEST_CASE ("a row classifier tells clouds apart as well as they can be, on points that it has not seen")
{
    const auto train = clouds (4.0, 1), unseen = clouds (4.0, 2);
    RowClassifier classifier (train.rows, train.labels, 2, 1, {});

    CHECK (shareRight (classifier, unseen) > 0.93); // at best 0.977 by the normal distribution
    CHECK ((classifier.embed (unseen.rows).sizes() == torch::IntArrayRef { 240, 192 }));
}

TEST_CASE ("where there is nothing to learn, a row classifier is right about half of the time for both classes")
{
    const auto train = clouds (0.0, 1), unseen = clouds (0.0, 2);
    RowClassifier classifier (train.rows, train.labels, 2, 1, {});
    const auto names = classifier.classify (unseen.rows);

    const auto second = names.slice (0, 180).to (torch::kFloat64).mean().item<double>();
    CHECK (second > 0.05); // the rarer class is named, too
    CHECK (second < 0.6);
}

TEST_CASE ("classes without rows are not named, however few are left")
{
    const auto train = clouds (2.0, 1), unseen = clouds (2.0, 2);
    const auto sixth = torch::full_like (train.labels, 6);
    RowClassifier classifier (train.rows, sixth, 9, 1, {});
    CHECK (shareRight (classifier, { unseen.rows, sixth }) == 1.0);
}

TEST_CASE ("the same rows and seed give the same classifier, and training can be cancelled")
{
    const auto train = clouds (1.0, 1), unseen = clouds (1.0, 2);
    RowClassifier one (train.rows, train.labels, 2, 7, {}), two (train.rows, train.labels, 2, 7, {});
    CHECK (torch::equal (one.embed (unseen.rows), two.embed (unseen.rows)));

    CancelToken cancelled;
    cancelled.cancel();
    CHECK_THROWS_AS (RowClassifier (train.rows, train.labels, 2, 7, cancelled), Cancelled);
}
