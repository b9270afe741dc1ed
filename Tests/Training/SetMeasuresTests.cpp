#include "Training/SetMeasures.h"

#include "Audio/AudioTestTools.h"

#include <catch2/catch.hpp>
#include <torch/utils.h>

using namespace stochastick;
using audiotest::sentenceOf;
using Catch::Matchers::Contains;
using torch::Tensor;

namespace
{
Tensor normal (std::int64_t points, std::int64_t features, std::uint64_t seed = 1)
{
    torch::manual_seed (seed);
    return torch::randn ({ points, features }, torch::kFloat64);
}

Tensor column (std::vector<double> values)
{
    return torch::tensor (values, torch::kFloat64).unsqueeze (1);
}
} // namespace

TEST_CASE (
    "the Frechet distance of a shifted set is the square of the shift, of a stretched one the excess of its deviations")
{
    const auto points = normal (200, 5);
    const auto shift = torch::tensor ({ 3.0, 0.0, 0.0, 4.0, 0.0 }, torch::kFloat64);
    const auto variance = points.var (0).sum().item<double>();

    CHECK (frechetDistance ({ points }, { points }) == Approx (0.0).margin (1e-6));
    CHECK (frechetDistance ({ points + shift }, { points }) == Approx (25.0));
    CHECK (frechetDistance ({ (points - points.mean (0)) * 3.0 }, { points - points.mean (0) }) == Approx (4.0 * variance));
}

TEST_CASE ("a Frechet distance heeds weights: points of weight 0 are not there, and equal weights change nothing")
{
    const auto points = normal (60, 3, 1), others = normal (50, 3, 2) * 2.0 + 1.0;
    const auto weights = torch::cat ({ torch::full ({ 60 }, 0.7, torch::kFloat64), torch::zeros ({ 50 }, torch::kFloat64) });
    const auto alone = frechetDistance ({ points }, { others });

    CHECK (frechetDistance ({ torch::cat ({ points, others }), weights }, { others }) == Approx (alone));
    CHECK (frechetDistance ({ points, torch::full ({ 60 }, 5.0) }, { others }) == Approx (alone));
}

TEST_CASE ("the kernel distance is the one that is computed by hand")
{
    // k(x, y) = (x y + 1)³; within: k(0, 1) = 1, k(1, 2) = 27; across: (1 + 1 + 8 + 27) / 4
    CHECK (kernelDistance ({ column ({ 0, 1 }) }, { column ({ 1, 2 }) }) == Approx (1.0 + 27.0 - 2.0 * 9.25));

    // weights 3 and 1: within there is one pair all the same, across (3·1 + 3·1 + 8 + 27) / 8
    CHECK (kernelDistance ({ column ({ 0, 1 }), torch::tensor ({ 3.0, 1.0 }) }, { column ({ 1, 2 }) })
           == Approx (28.0 - 2.0 * 41.0 / 8.0));
}

TEST_CASE ("the kernel distance of two samples of one distribution is 0 on average, of two distributions it is not")
{
    double same = 0, different = 0;
    constexpr int draws = 40;

    for (int i = 0; i < draws; ++i)
    {
        const auto seed = static_cast<std::uint64_t> (i);
        same += kernelDistance ({ normal (60, 4, 2 * seed) }, { normal (40, 4, 2 * seed + 1) }) / draws;
        different += kernelDistance ({ normal (60, 4, 2 * seed) }, { normal (40, 4, 2 * seed + 1) + 0.5 }) / draws;
    }

    CHECK (std::abs (same) < 0.05);
    CHECK (different > 0.5);
}

TEST_CASE ("precision says how much is realistic, recall how much is covered")
{
    const auto cluster = normal (80, 2, 1) * 0.1, far = cluster + 10.0;
    const auto both = torch::cat ({ cluster, far });
    const auto within = normal (80, 2, 2) * 0.03; // inside the first cluster

    const auto same = precisionAndRecall ({ both }, { both });
    CHECK (same.precision == Approx (1.0));
    CHECK (same.recall == Approx (1.0));

    const auto apart = precisionAndRecall ({ cluster }, { far });
    CHECK (apart.precision == 0.0);
    CHECK (apart.recall == 0.0);

    const auto half = precisionAndRecall ({ cluster }, { both });
    CHECK (half.precision == Approx (1.0));
    CHECK (half.recall == Approx (0.5));

    const auto narrow = precisionAndRecall ({ within }, { both });
    CHECK (narrow.precision > 0.95);
    CHECK (narrow.recall < 0.4);

    const auto weights = torch::cat ({ torch::full ({ 80 }, 3.0), torch::full ({ 80 }, 1.0) });
    CHECK (precisionAndRecall ({ both, weights }, { cluster }).precision == Approx (0.75));
}

TEST_CASE ("nearest distances and Wasserstein-1 distances are those computed by hand")
{
    const auto nearest = nearestDistances (column ({ 0, 5 }), column ({ 1, 7, 40 }));
    CHECK (nearest[0].item<double>() == Approx (1.0));
    CHECK (nearest[1].item<double>() == Approx (2.0));

    CHECK (wassersteinDistance ({ column ({ 0, 1 }) }, { column ({ 3, 2 }) }) == Approx (2.0));
    CHECK (wassersteinDistance ({ column ({ 0, 1, 2 }) }, { column ({ 0, 1, 2, 0, 1, 2 }) }) == Approx (0.0).margin (1e-12));
    CHECK (wassersteinDistance ({ column ({ 0, 4 }), torch::tensor ({ 3.0, 1.0 }) }, { column ({ 0 }) }) == Approx (1.0));
}

TEST_CASE ("sets that are too small for a measure give a sentence")
{
    CHECK_THAT (sentenceOf ([] { frechetDistance ({ normal (1, 3) }, { normal (9, 3) }); }), Contains ("at least 2 sounds"));
    CHECK_THAT (sentenceOf ([] { kernelDistance ({ normal (9, 3) }, { normal (1, 3) }); }), Contains ("at least 2 sounds"));
    CHECK_THAT (sentenceOf ([] { precisionAndRecall ({ normal (3, 3) }, { normal (9, 3) }); }),
                Contains ("at least 4 sounds"));
}
