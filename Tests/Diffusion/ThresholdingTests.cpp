#include "Diffusion/Thresholding.h"

#include "Support/Error.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <torch/utils.h>

using namespace stochastick;

namespace
{
torch::Tensor sounds (const std::vector<std::vector<double>>& rows)
{
    std::vector<torch::Tensor> all;

    for (const auto& row : rows)
        all.push_back (torch::tensor (row, torch::kFloat64).reshape ({ 1, -1 }));

    return torch::stack (all);
}

std::vector<double> samplesOf (const torch::Tensor& sound)
{
    const auto flat = sound.contiguous();
    return { flat.data_ptr<double>(), flat.data_ptr<double>() + flat.numel() };
}

std::vector<double> wave (double peak)
{
    std::vector<double> samples;

    for (int i = 0; i < 1001; ++i)
        samples.push_back (peak * std::sin (0.37 * i) * std::exp (-0.002 * i));

    return samples;
}

/** Imagen's rule for one sound; the percentile falls between two samples and is interpolated. */
std::vector<double> imagen (std::vector<double> samples, double percentile, double limit)
{
    auto sizes = samples;

    for (auto& size : sizes)
        size = std::abs (size);

    std::sort (sizes.begin(), sizes.end());
    const auto place = percentile / 100.0 * static_cast<double> (sizes.size() - 1);
    const auto below = static_cast<std::size_t> (place);
    const auto above = std::min (below + 1, sizes.size() - 1);
    const auto reach = std::max (limit, std::lerp (sizes[below], sizes[above], place - std::floor (place)));

    for (auto& sample : samples)
        sample = std::clamp (sample, -reach, reach) / reach * limit;

    return samples;
}

void checkSame (const std::vector<double>& actual, const std::vector<double>& expected)
{
    REQUIRE (actual.size() == expected.size());

    for (std::size_t i = 0; i < actual.size(); ++i)
        CHECK (actual[i] == Approx (expected[i]).epsilon (1e-12).margin (1e-15));
}
} // namespace

TEST_CASE ("no threshold leaves every sample as it is")
{
    const auto sound = sounds ({ wave (50.0) });
    CHECK (torch::equal (limited (sound, { ThresholdKind::none, 0.1, 50.0 }), sound));
}

TEST_CASE ("clipping limits what is beyond the limit and nothing else")
{
    const auto sound = sounds ({ { -3.0, -0.5, 0.0, 0.49, 0.51, 2.0 } });

    const std::vector half { -0.5, -0.5, 0.0, 0.49, 0.5, 0.5 };
    const std::vector wide { -2.5, -0.5, 0.0, 0.49, 0.51, 2.0 };

    CHECK (samplesOf (limited (sound, { ThresholdKind::clip, 0.5, 99.5 })) == half);
    CHECK (samplesOf (limited (sound, { ThresholdKind::clip, 2.5, 99.5 })) == wide);
}

TEST_CASE ("the dynamic threshold clips at the percentile and scales it to the limit")
{
    std::vector<double> ramp; // −10 … 10: the 90th percentile of the sizes of 0, ±0.1, … is 9

    for (int i = 0; i <= 100; ++i)
        ramp.push_back ((i % 2 == 0 ? 0.1 : -0.1) * i);

    const auto result = samplesOf (limited (sounds ({ ramp }), { ThresholdKind::dynamic, 1.0, 90.0 }));

    CHECK (result[100] == Approx (1.0));
    CHECK (result[91] == Approx (-1.0));
    CHECK (result[90] == Approx (1.0));
    CHECK (result[45] == Approx (-0.5));
    CHECK (result[0] == 0.0);
}

TEST_CASE ("the dynamic threshold is Imagen's for any percentile and limit")
{
    for (const auto percentile : { 50.0, 95.0, 99.5, 100.0 })
        for (const auto limit : { 0.01, 1.0, 3.0 })
        {
            CAPTURE (percentile, limit);
            checkSame (samplesOf (limited (sounds ({ wave (4.0) }), { ThresholdKind::dynamic, limit, percentile })),
                       imagen (wave (4.0), percentile, limit));
        }
}

TEST_CASE ("the dynamic threshold changes no sound inside the limit, and only clips one whose percentile is inside")
{
    const Thresholding dynamic { ThresholdKind::dynamic, 1.0, 90.0 };
    const auto quiet = sounds ({ wave (0.9) });
    CHECK (torch::equal (limited (quiet, dynamic), quiet));

    auto peaked = wave (0.9);
    peaked[500] = 7.0;
    const auto sound = sounds ({ peaked });
    CHECK (torch::equal (limited (sound, dynamic), sound.clamp (-1.0, 1.0)));
}

TEST_CASE ("each sound of a batch has its own dynamic threshold")
{
    const Thresholding dynamic { ThresholdKind::dynamic, 1.0, 95.0 };
    const auto both = limited (sounds ({ wave (0.5), wave (20.0), wave (3.0) }), dynamic);

    REQUIRE (both.sizes() == at::IntArrayRef { 3, 1, 1001 });
    checkSame (samplesOf (both[0]), wave (0.5));
    checkSame (samplesOf (both[1]), imagen (wave (20.0), 95.0, 1.0));
    checkSame (samplesOf (both[2]), imagen (wave (3.0), 95.0, 1.0));
}

TEST_CASE ("a limited sound keeps its type and the original its samples")
{
    const auto sound = sounds ({ wave (4.0) }).to (torch::kFloat32);
    const auto before = sound.clone();

    for (const auto& info : allThresholds())
        CHECK (limited (sound, { info.kind, 1.0, 99.5 }).scalar_type() == torch::kFloat32);

    CHECK (torch::equal (sound, before));
}

TEST_CASE ("thresholds are found by their keys, and an unknown key names the nearest")
{
    for (const auto& info : allThresholds())
    {
        CHECK (thresholdFromKey (info.key) == info.kind);
        CHECK (keyOf (info.kind) == info.key);
    }

    CHECK (allThresholds().size() == 3);
    CHECK_THROWS_AS (thresholdFromKey ("dynamo"), UsageError);
    CHECK_THROWS_WITH (thresholdFromKey ("dynamo"), Catch::Contains ("did you mean \"dynamic\"?"));
}
