#include "Network/CrashImport.h"
#include "Network/Model.h"

#include "Doubles/CrashModel.h"
#include "Network/CrashTestTools.h"
#include "Network/PytorchTestTools.h"
#include "Network/Safetensors.h"

#include <catch2/catch.hpp>
#include <torch/utils.h>

using namespace stochastick;
using audiotest::sentenceOf;
using audiotest::TemporaryFolder;
using Catch::Matchers::Contains;
using nlohmann::json;
namespace fs = std::filesystem;

namespace
{
const fs::path& checkpoint()
{
    static const TemporaryFolder folder;

    static const auto file = [] {
        test::writeCrashCheckpoint (folder.path / "weights.pt", *crashtest::referenceUnet());
        return folder.path / "weights.pt";
    }();

    return file;
}

json crashJson()
{
    return ModelInfo::ofCrash ({});
}

template <typename Change>
std::string sentenceAfter (const Change& change)
{
    auto changed = crashJson();
    change (changed);
    return sentenceOf ([&] { changed.get<ModelInfo>(); });
}
} // namespace

TEST_CASE ("a model says that its network is CRASH's, and which process it knows")
{
    const ProcessSpec process { ProcessKind::generalisedSubVp, 1.2, 0.7 };
    auto info = ModelInfo::ofCrash (process);
    info.licence = "CC0-1.0";
    const auto read = json (info).get<ModelInfo>();

    CHECK (read.architecture == Architecture::crashUnet);
    CHECK (read.trainedWith == process);
    CHECK (read.classes.empty());
    CHECK (read.length == 21000);
    CHECK (read.lengthMultiple() == 300);
    CHECK (read.emphasis == 0.0);
    CHECK (read.licence == "CC0-1.0");
    CHECK (read.lengthFor (0.1) == 4500);

    const auto sigmoid = ModelInfo::ofCrash ({ ProcessKind::vpSigmoid });
    CHECK (sigmoid.smallestRatio == Approx (1.00034e-4).epsilon (1e-5));
    CHECK (sigmoid.largestRatio == Approx (0.98993146 / 0.14154755).epsilon (1e-6));
}

TEST_CASE ("a model that does not say what its network is has ours")
{
    json old = networktest::tinyInfo();
    CHECK (old.at ("architecture") == "score-unet");
    old.erase ("architecture");
    const auto read = old.get<ModelInfo>();
    CHECK (read.architecture == Architecture::scoreUnet);
    CHECK (read.network == networktest::tinyInfo().network);
}

TEST_CASE ("a description of CRASH's network that cannot be is refused in a sentence")
{
    CHECK_THAT (sentenceAfter ([] (json& j) { j["classes"] = { "kick" }; }), Contains ("contradicts itself"));
    CHECK_THAT (sentenceAfter ([] (json& j) { j["length"] = 21001; }), Contains ("contradicts itself"));
    CHECK_THAT (sentenceAfter ([] (json& j) { j["architecture"] = "wave-net"; }), Contains ("\"wave-net\" is not known"));
    CHECK_THAT (sentenceAfter ([] (json& j) { j["process"]["key"] = "vp-cosin"; }), Contains ("vp-cosine"));
    CHECK_THAT (sentenceAfter ([] (json& j) { j["process"]["gamma"] = 1e9; }), Contains ("out of range"));
    CHECK_THROWS_AS (json (json::parse (R"({"format_version":1,"architecture":"crash-unet"})")).get<ModelInfo>(),
                     json::exception);
}

TEST_CASE ("a model of CRASH's network is stored to the bit and denoises as its network predicts noise")
{
    const torch::NoGradGuard noGradient;
    const auto loaded = Model::load (test::crashModel());
    auto network = crashtest::referenceUnet();
    const auto x = networktest::normal ({ 1, 1, 600 });

    for (const auto ratio : { 0.01, 0.5, 5.0 })
    {
        const auto estimate = loaded.denoiser (torch::zeros ({ 1, 0 }), 3.0) (x, ratio);
        CHECK (torch::equal (estimate, crashDenoiser (network, { ProcessKind::vpCosine }) (x, ratio)));
    }

    CHECK (loaded.info().length == test::crashModelLength);
    CHECK (loaded.weightHash().size() == 16);
}

TEST_CASE ("in 16 bits CRASH's network would be another one")
{
    const torch::NoGradGuard noGradient;
    auto exact = crashtest::referenceUnet(), rounded = crashtest::referenceUnet();

    for (auto& parameter : rounded->parameters())
        parameter.copy_ (parameter.to (torch::kFloat16).to (torch::kFloat32));

    const auto x = crashtest::referenceInput (600), sigma = torch::full ({ 2 }, 0.7);
    CHECK (crashtest::relativeDifference (rounded (x, sigma), exact (x, sigma)) > 1e-3);
}

TEST_CASE ("tensors of one network are refused under the description of the other")
{
    const TemporaryFolder folder;
    const auto file = folder.path / "weights.safetensors";
    torch::manual_seed (1);
    Model (networktest::tinyInfo()).saveAs (file, ModelInfo::ofCrash ({}));
    CHECK_THAT (sentenceOf ([&] { Model::load (file); }), Contains ("is not a usable model") && Contains ("is missing"));

    auto content = readSafetensors (test::crashModel() / "weights.safetensors");
    content.metadata["stochastick"] = json (networktest::tinyInfo()).dump();
    writeSafetensors (file, content);
    CHECK_THAT (sentenceOf ([&] { Model::load (file); }), Contains ("is not a usable model") && Contains ("is missing"));
}

TEST_CASE ("a checkpoint of CRASH's training code becomes a model with its averaged weights, or the current ones")
{
    const auto reference = crashtest::referenceUnet();
    const auto averaged = importCrash (checkpoint(), CheckpointWeights::averaged, { ProcessKind::subVpCosine });
    const auto current = importCrash (checkpoint(), CheckpointWeights::current, {});

    CHECK (averaged.info().trainedWith.kind == ProcessKind::subVpCosine);
    const auto stem = [] (const auto& network) { return network.named_parameters()["conv_1.weight"]; };
    CHECK (torch::equal (stem (averaged.module()), stem (*reference)));
    CHECK (torch::equal (stem (current.module()), torch::full ({ 32, 1, 5 }, 0.01)));
    CHECK_THROWS_AS (importCrash (checkpoint(), CheckpointWeights::averaged, { ProcessKind::edm }), UsageError);
}

TEST_CASE ("checkpoints of other networks are refused in a sentence that names the tensor")
{
    CHECK_THAT (sentenceOf ([] { importCrashClassifier (checkpoint()); }), Contains ("another shape"));
    const auto plain = pytorchtest::fixture ("state-dict.pt");
    CHECK_THAT (sentenceOf ([&] { importCrash (plain, CheckpointWeights::averaged, {}); }), Contains ("is missing"));
}
