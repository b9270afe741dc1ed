#include "Network/CrashUnet.h"

#include "Network/CrashTestTools.h"
#include "Reference/ReferenceTable.h"
#include "Support/Error.h"

#include <catch2/catch.hpp>
#include <torch/autograd.h>

using namespace stochastick;
using crashtest::PlainCrashUnet;
using crashtest::relativeDifference;
using torch::Tensor;

namespace
{
CrashUnet& reference()
{
    static auto network = crashtest::referenceUnet();
    return network;
}

Tensor sigmas (const std::vector<float>& values)
{
    return torch::tensor (values);
}

/** ∂/∂(input and every parameter) of the sum of squares of the output. */
std::vector<Tensor> gradients (const Tensor& output, const Tensor& input)
{
    std::vector<Tensor> leaves { input };

    for (const auto& parameter : reference()->parameters())
        if (parameter.requires_grad())
            leaves.push_back (parameter);

    return torch::autograd::grad ({ output.square().sum() }, leaves);
}
} // namespace

TEST_CASE ("CRASH's score network has the names, shapes and order of a published checkpoint")
{
    const test::ReferenceTable table ("crash-unet-tensors");
    const auto parameters = reference()->named_parameters();
    std::int64_t total = 0;

    for (const auto& named : parameters)
    {
        CAPTURE (named.key());
        CHECK (named.value().requires_grad() == (named.key() != "embedding.RFF_freq"));
        total += named.value().numel();
    }

    CHECK (parameters.size() == 121);
    CHECK (table.all().size() == 121);
    CHECK (crashtest::firstUnlike (parameters, table.all()) == "");
    CHECK (total == 15754849);
    CHECK (CrashUnetImpl::parameterCount == total);
    CHECK (reference()->named_buffers().is_empty());
}

TEST_CASE ("CRASH's score network gives what the published implementation gives, to each sound by its own sigma")
{
    const torch::InferenceMode inference;
    const test::ReferenceTable table ("crash-unet");
    const auto x = crashtest::referenceInput();
    const auto output =
        reference() (torch::cat ({ x, x, x, x }), sigmas ({ 0.001f, 0.001f, 0.3f, 0.3f, 0.95f, 0.95f, 0.1f, 0.7f }));
    int row = 0;

    REQUIRE (output.sizes() == at::IntArrayRef ({ 8, 1, 21000 }));

    for (const auto* sigma : { "0.001", "0.3", "0.95", "mixed" })
        for (const auto* which : { " row 0", " row 1" })
        {
            const auto label = std::string ("sigma ") + sigma + which;
            CAPTURE (label);
            CHECK (crashtest::errorOfRow (output[row++], table.row (label), table.row (label + " mean rms")) < 1e-4);
        }
}

TEST_CASE ("the products that CRASH's score network saves do not change what it gives, at the ends least of all")
{
    const torch::InferenceMode inference;
    auto network = crashtest::referenceUnet();
    network->to (torch::kFloat64);
    const PlainCrashUnet plain (network);
    const auto sigma = sigmas ({ 0.02f, 0.9f }).to (torch::kFloat64);

    for (const auto samples : { 300, 600, 2100 })
    {
        CAPTURE (samples);
        const auto x = crashtest::referenceInput (samples).to (torch::kFloat64);
        const auto output = network (x, sigma), expected = plain.forward (x, sigma);

        CHECK (relativeDifference (output, expected) < 1e-12);
        CHECK (relativeDifference (output.slice (2, 0, 8), expected.slice (2, 0, 8)) < 1e-12);
        CHECK (relativeDifference (output.slice (2, samples - 8), expected.slice (2, samples - 8)) < 1e-12);
    }
}

TEST_CASE ("in single precision too CRASH's score network gives what its plain layers give")
{
    const torch::InferenceMode inference;
    const auto sigma = sigmas ({ 0.02f, 0.9f });
    const auto x = crashtest::referenceInput (2100);
    const auto expected = PlainCrashUnet (reference()).forward (x, sigma);

    CHECK (crashtest::rms (reference() (x, sigma) - expected) < 1e-5 * crashtest::rms (expected));
}

TEST_CASE ("CRASH's score network learns as its plain layers would")
{
    const auto sigma = sigmas ({ 0.02f, 0.9f });
    const auto x = crashtest::referenceInput (300).requires_grad_ (true);
    const auto actual = gradients (reference() (x, sigma), x);
    const auto expected = gradients (PlainCrashUnet (reference()).forward (x, sigma), x);

    REQUIRE (actual.size() == 121);

    for (std::size_t i = 0; i < actual.size(); ++i)
    {
        CAPTURE (i);
        CHECK (relativeDifference (actual[i], expected[i]) < 1e-3);
    }
}

TEST_CASE ("CRASH's score network needs a quarter fewer products than its plain layers")
{
    const PlainCrashUnet plain (reference());

    CHECK (plain.products (21000, false) == 20203417856.0); // counted in the published implementation
    CHECK (plain.products (21000, true) < 0.76 * plain.products (21000, false));
}

TEST_CASE ("CRASH's score network treats the sounds of a batch apart")
{
    const torch::InferenceMode inference;
    const auto x = crashtest::referenceInput (600);
    const auto together = reference() (x, sigmas ({ 0.1f, 0.7f }));

    CHECK (relativeDifference (together[0], reference() (x.slice (0, 0, 1), sigmas ({ 0.1f }))[0]) < 1e-4);
    CHECK (relativeDifference (together[1], reference() (x.slice (0, 1, 2), sigmas ({ 0.7f }))[0]) < 1e-4);
    CHECK (relativeDifference (together[0], reference() (x, sigmas ({ 0.7f, 0.7f }))[0]) > 1e-2);
}

TEST_CASE ("CRASH's score network refuses a length that is no positive multiple of 300 and names both numbers")
{
    const torch::InferenceMode inference;

    for (const auto samples : { 0, 150, 299, 301, 21001, 22050 })
    {
        CAPTURE (samples);
        CHECK_THROWS_WITH (reference() (torch::zeros ({ 1, 1, samples }), sigmas ({ 0.5f })),
                           Catch::Contains ("300") && Catch::Contains (" " + std::to_string (samples) + "."));
        CHECK_THROWS_AS (reference() (torch::zeros ({ 1, 1, samples }), sigmas ({ 0.5f })), Error);
    }
}

TEST_CASE ("new convolutions of CRASH's score network are orthogonal and without bias")
{
    torch::manual_seed (3);
    const CrashUnet network;
    const auto parameters = network->named_parameters();
    const torch::NoGradGuard noGradient;

    for (const auto* layer :
         { "conv_1", "downsample.2.layer_1", "upsample.1.residual_dense", "upsample.4.convs.3", "last_conv" })
    {
        CAPTURE (layer);
        const auto matrix = parameters[std::string (layer) + ".weight"].flatten (1); // (out, in·3)
        const auto narrow = matrix.size (0) <= matrix.size (1) ? matrix : matrix.t();

        CHECK (networktest::largestDifference (narrow.mm (narrow.t()), torch::eye (narrow.size (0))) < 1e-5);
        CHECK (parameters[std::string (layer) + ".bias"].abs().max().item<double>() == 0.0);
    }

    CHECK (parameters["embedding.RFF_freq"].std().item<double>() == Approx (16.0).epsilon (0.5));
    CHECK (parameters["gamma_beta.0.output_layer.bias"].abs().max().item<double>() > 0.0);
}
