#include "Training/LossBalance.h"

#include "Network/NetworkTestTools.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace stochastick;
using namespace networktest;

namespace
{
constexpr int classes = 3;

struct Losses
{
    Tensor conditions, ratios, losses;
};

/** Of two classes at two levels, 20 of each: class 1's are 100 times those of class 0, those at 10 are twice those at 0.1.
    Columns after the classes are none of the balance's business. */
Losses uneven()
{
    constexpr int each = 20;
    Losses all { torch::zeros ({ 4 * each, classes + 2 }), torch::zeros ({ 4 * each }), torch::zeros ({ 4 * each }) };
    all.conditions.slice (1, classes).fill_ (7.0);

    for (int i = 0; i < 4 * each; ++i)
    {
        const int drumClass = i % 2;
        const bool noisy = i % 4 >= 2;
        all.conditions[i][drumClass] = 1.0;
        all.ratios[i] = noisy ? 10.0 : 0.1;
        all.losses[i] = (drumClass == 1 ? 1.0 : 0.01) * (noisy ? 2.0 : 1.0);
    }

    return all;
}
} // namespace

TEST_CASE ("losses that were never seen count as they are")
{
    const LossBalance balance (classes, 0.001, 100.0);
    const auto all = uneven();
    CHECK (torch::equal (balance.weights (all.conditions, all.ratios), torch::ones ({ 80 })));
}

TEST_CASE ("classes and noise levels whose losses differ a hundredfold come to count nearly alike")
{
    LossBalance balance (classes, 0.001, 100.0);
    const auto all = uneven();

    for (int i = 0; i < 30; ++i)
        balance.observe (all.conditions, all.ratios, all.losses);

    const auto weights = balance.weights (all.conditions, all.ratios);
    const auto weighted = weights * all.losses;
    const auto ofCell = [&] (int i) { return weighted[i].item<double>(); };

    CHECK (weights.mean().item<double>() == Approx (1.0).epsilon (0.1));
    CHECK (ofCell (0) == Approx (ofCell (2)).epsilon (0.01)); // levels
    CHECK (ofCell (3) == Approx (2.0 * ofCell (1)));          // no weight is under a tenth
    CHECK (all.losses[1].item<double>() / all.losses[0].item<double>() == Approx (100.0));
    CHECK (ofCell (1) / ofCell (0) < 15.0);

    const auto unseen = balance.weights (oneHot (1, classes + 2, 2), torch::full ({ 1 }, 1.0));
    CHECK (unseen.item<double>() == 1.0);
}

TEST_CASE ("a weight follows losses that fall, and forgets a single one that was far off")
{
    LossBalance balance (classes, 0.001, 100.0);
    const auto condition = oneHot (1, classes, 0), other = oneHot (1, classes, 1), ratio = torch::full ({ 1 }, 1.0);
    const auto observe = [&] (double loss, int times) {
        for (int i = 0; i < times; ++i)
        {
            balance.observe (condition, ratio, torch::full ({ 1 }, loss));
            balance.observe (other, ratio, torch::full ({ 1 }, 1.0));
        }
    };
    const auto relative = [&] {
        return balance.weights (condition, ratio).item<double>() / balance.weights (other, ratio).item<double>();
    };

    observe (1.0, 100);
    CHECK (relative() == Approx (1.0));
    observe (0.5, 300);
    CHECK (relative() == Approx (2.0).epsilon (0.02));
    observe (50.0, 1);
    observe (0.5, 300);
    CHECK (relative() == Approx (2.0).epsilon (0.02));
}

TEST_CASE ("levels outside the range belong to its ends")
{
    LossBalance balance (classes, 0.1, 1.0);
    const auto conditions = oneHot (2, classes, 0);
    balance.observe (conditions, torch::tensor ({ 1e-6f, 1e6f }), torch::tensor ({ 3.0f, 5.0f }));

    CHECK (balance.means[0][0].item<double>() == 3.0);
    CHECK (balance.means[0][balance.means.size (1) - 1].item<double>() == 5.0);
}
