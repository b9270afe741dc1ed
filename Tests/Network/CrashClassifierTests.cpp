#include "Network/CrashClassifier.h"

#include "Network/CrashTestTools.h"
#include "Reference/ReferenceTable.h"
#include "Support/Error.h"

#include <catch2/catch.hpp>

using namespace stochastick;
using crashtest::relativeDifference;
using networktest::largestDifference;
using torch::Tensor;

namespace
{
constexpr const char* referenceSigmas[] { "0.0", "0.3", "0.95" };

CrashClassifier filledClassifier()
{
    CrashClassifier classifier;
    crashtest::fillByFormula (*classifier, 0.7);
    return classifier;
}

CrashClassifier& reference()
{
    static auto classifier = filledClassifier();
    return classifier;
}

/** The reference's input three times, for its three sigmas: (6, 1, 21000). */
Tensor inputs()
{
    const auto x = crashtest::referenceInput();
    return torch::cat ({ x, x, x });
}

Tensor sigmas()
{
    return torch::tensor ({ 0.0, 0.0, 0.3, 0.3, 0.95, 0.95 }, torch::kFloat32);
}

Tensor mostlyKick()
{
    return torch::tensor ({ 0.7, 0.3, 0.0 }, torch::kFloat32);
}

/** f (row of the batch, "sigma … row …") for the six rows. */
template <typename Function>
void forEachRow (const Function& f)
{
    for (int row = 0; row < 6; ++row)
        f (row, "sigma " + std::string (referenceSigmas[row / 2]) + " row " + std::to_string (row % 2));
}
} // namespace

TEST_CASE ("CRASH's classifier has the names, shapes and order of a published checkpoint")
{
    const test::ReferenceTable table ("crash-classifier-tensors");
    const auto parameters = reference()->named_parameters();
    std::int64_t total = 0;

    for (const auto& named : parameters)
        total += named.value().numel();

    CHECK (parameters.size() == 83);
    CHECK (table.all().size() == 83);
    CHECK (crashtest::firstUnlike (parameters, table.all()) == "");
    CHECK (total == 11034339);
    CHECK (reference()->named_buffers().is_empty());
}

TEST_CASE ("CRASH's classifier gives the probabilities that the published implementation gives")
{
    const torch::InferenceMode inference;
    const test::ReferenceTable table ("crash-classifier");
    const auto probabilities = reference()->logProbabilities (inputs(), sigmas()).exp();

    REQUIRE (probabilities.sizes() == at::IntArrayRef ({ 6, 3 }));
    forEachRow ([&] (int row, const std::string& label) {
        CAPTURE (label);
        CHECK (largestDifference (probabilities[row], table.row ("probabilities " + label)) < 1e-5);
    });
}

TEST_CASE ("the gradient of CRASH's classifier is the published implementation's")
{
    const test::ReferenceTable table ("crash-classifier");
    const auto gradient = reference()->gradient (inputs(), sigmas(), mostlyKick());

    REQUIRE (gradient.sizes() == at::IntArrayRef ({ 6, 1, 21000 }));
    forEachRow ([&] (int row, const std::string& label) {
        CAPTURE (label);
        const auto& expected = table.row ("gradient " + label);
        const auto actual = gradient[row][0].slice (0, 0, 21000, 53).to (torch::kFloat64);
        const auto wanted = torch::tensor (expected, torch::kFloat64);

        // The first sample is 130 times the RMS, and float32 knows it to 2e-4 of the RMS; most others are 1e-6 of the RMS.
        CHECK (crashtest::errorOfRow (gradient[row], expected, table.row ("gradient " + label + " mean rms")) < 1e-3);
        CHECK (((actual - wanted) / wanted).abs().median().item<double>() < 1e-4);
    });
}

TEST_CASE ("the gradient of CRASH's classifier is the same inside InferenceMode and NoGradGuard")
{
    const auto gradientOf = [] (CrashClassifier classifier) {
        return classifier->gradient (crashtest::referenceInput(), torch::full ({ 2 }, 0.3), mostlyKick());
    };
    const auto expected = gradientOf (reference());
    {
        const torch::InferenceMode inference;
        const auto gradient = gradientOf (filledClassifier());

        CHECK (c10::InferenceMode::is_enabled());
        CHECK (relativeDifference (gradient, expected) < 1e-4);
        CHECK_FALSE (gradient.requires_grad());
    }
    const torch::NoGradGuard noGradient;

    CHECK (relativeDifference (gradientOf (reference()), expected) < 1e-4);
    CHECK_FALSE (torch::GradMode::is_enabled());
}

TEST_CASE ("asking CRASH's classifier for a gradient leaves its input and its parameters as they were")
{
    auto x = crashtest::referenceInput().slice (0, 0, 1);
    const auto before = x.clone();
    const auto gradient = reference()->gradient (x, torch::zeros ({ 1 }), mostlyKick());

    CHECK (torch::equal (x, before));
    CHECK_FALSE (x.requires_grad());
    CHECK_FALSE (gradient.requires_grad());

    for (const auto& named : reference()->named_parameters())
    {
        CAPTURE (named.key());
        CHECK_FALSE (named.value().grad().defined());
        CHECK (named.value().requires_grad() == (named.key() != "embedding.RFF_freq"));
    }
}

TEST_CASE ("each sound gets the gradient of its own weights at its own sigma")
{
    const auto x = crashtest::referenceInput();
    const auto weights = torch::tensor ({ 1.0, 0.0, 0.0, 0.0, 0.25, 0.75 }, torch::kFloat32).view ({ 2, 3 });
    const auto sigma = torch::tensor ({ 0.1, 0.8 }, torch::kFloat32);
    const auto together = reference()->gradient (x, sigma, weights);

    for (int i = 0; i < 2; ++i)
    {
        CAPTURE (i);
        const auto alone = reference()->gradient (x.slice (0, i, i + 1), sigma.slice (0, i, i + 1), weights[i]);
        CHECK (relativeDifference (together[i], alone[0]) < 1e-3); // of the RMS, as above
    }

    CHECK (relativeDifference (reference()->gradient (x, sigma, weights.flip (0)), together) > 0.1);
}

TEST_CASE ("CRASH's classifier refuses every length but 21000")
{
    const auto sigma = torch::zeros ({ 1 });

    for (const auto samples : { 300, 20999, 21001, 42000 })
    {
        CAPTURE (samples);
        const auto x = torch::zeros ({ 1, 1, samples });
        CHECK_THROWS_WITH (reference()->logProbabilities (x, sigma),
                           Catch::Contains ("21000") && Catch::Contains (" " + std::to_string (samples) + "."));
        CHECK_THROWS_AS (reference()->gradient (x, sigma, mostlyKick()), Error);
    }
}
