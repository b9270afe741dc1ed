#include "Network/NoiseClassifier.h"

#include "Audio/AudioTestTools.h"
#include "Network/NetworkTestTools.h"
#include "Network/Safetensors.h"
#include "Support/Error.h"

#include <catch2/catch.hpp>
#include <functional>

using namespace stochastick;
using namespace networktest;
using audiotest::sentenceOf;
using audiotest::TemporaryFolder;
using Catch::Matchers::Contains;
using nlohmann::json;

namespace
{
constexpr auto infoKey = "stochastick_classifier";

NoiseClassifier newClassifier (bool trained = true)
{
    torch::manual_seed (5);
    NoiseClassifier classifier ({ { "kick", "snare", "clap" }, 44100, 0.6, 0.1, "CC0-1.0", "{}" });

    if (trained)
        disturb (*classifier.network(), 0.02);

    return classifier;
}

/** Of the form of a network's input at this level. */
Tensor noisy (std::int64_t batch, double ratio, std::uint64_t seed = 1)
{
    return (0.1 + ratio) * normal ({ batch, 1, 2048 }, seed);
}

double weighted (const NoiseClassifier& classifier, const Tensor& x, double ratio, const Tensor& weights)
{
    const torch::NoGradGuard noGradient;
    return (classifier.logProbabilities (x, ratio).to (torch::kFloat64) * weights).sum().item<double>();
}

/** A classifier's file, and a way to break it. */
struct StoredClassifier
{
    TemporaryFolder folder;
    std::filesystem::path file = folder.path / NoiseClassifier::fileName;

    StoredClassifier() { newClassifier().saveTo (folder.path, "{\"steps\":12}"); }

    std::string sentence() const
    {
        return sentenceOf ([&] { NoiseClassifier::load (folder.path); });
    }

    std::string sentenceAfter (const std::function<void (Safetensors&, json&)>& change) const
    {
        auto content = readSafetensors (file);
        auto info = json::parse (content.metadata.at (infoKey));
        change (content, info);

        if (content.metadata.contains (infoKey))
            content.metadata[infoKey] = info.dump();

        writeSafetensors (file, content);
        return sentence();
    }
};
} // namespace

TEST_CASE ("the probabilities of the classes are finite and sum to one at every noise level")
{
    const torch::NoGradGuard noGradient;
    const auto classifier = newClassifier();

    for (const double ratio : { 2e-4, 0.01, 1.0, 40.0 })
    {
        CAPTURE (ratio);
        const auto logarithms = classifier.logProbabilities (noisy (2, ratio), ratio);
        CHECK (logarithms.sizes() == at::IntArrayRef ({ 2, 3 }));
        CHECK (largestDifference (logarithms.exp().sum (1), torch::ones ({ 2 })) < 1e-5);
        CHECK (torch::isfinite (logarithms).all().item<bool>());
    }
}

TEST_CASE ("a classifier tells sounds, noise levels and the sounds of a batch apart")
{
    const torch::NoGradGuard noGradient;
    const auto classifier = newClassifier();
    const auto x = noisy (2, 0.1);
    const auto both = classifier.logProbabilities (x, 0.1);

    CHECK (largestDifference (both[0], both[1]) > 1e-5);
    CHECK (largestDifference (both, classifier.logProbabilities (x, 0.5)) > 1e-4);
    CHECK (largestDifference (both.slice (0, 1), classifier.logProbabilities (x.slice (0, 1), 0.1)) < 1e-5);
    CHECK (classifier.logProbabilities (normal ({ 1, 1, 4096 }), 0.1).sizes() == at::IntArrayRef ({ 1, 3 }));
}

TEST_CASE ("the gradient is that of the weighted logarithms, by finite differences")
{
    const auto classifier = newClassifier();
    const auto weights = torch::tensor ({ 0.25f, 0.0f, 0.75f }).view ({ 1, 3 });

    for (const double ratio : { 0.01, 0.3, 5.0 })
    {
        const auto x = noisy (1, ratio);
        const auto gradient = classifier.gradient (x, ratio, weights);
        const auto direction = gradient / gradient.norm() + 0.5 * normal (x.sizes(), 9) / std::sqrt (2048.0);
        const auto step = 0.02 * x.norm().item<double>();
        const auto difference = (weighted (classifier, x + step * direction, ratio, weights)
                                 - weighted (classifier, x - step * direction, ratio, weights))
                                / (2.0 * step);
        CAPTURE (ratio, step, difference);
        CHECK (gradient.sizes() == x.sizes());
        CHECK (difference == Approx ((gradient * direction).sum().item<double>()).epsilon (0.03));
    }
}

TEST_CASE ("the gradient of a batch is that of each sound, also where no gradients are recorded")
{
    const auto classifier = newClassifier();
    const auto weights = torch::tensor ({ 0.0f, 1.0f, 0.0f }).view ({ 1, 3 });
    const auto x = noisy (2, 0.1);
    const auto recorded = classifier.gradient (x, 0.1, weights);
    const torch::NoGradGuard noGradient;
    const auto both = classifier.gradient (x, 0.1, weights);

    CHECK (both.abs().max().item<double>() > 0.0);
    CHECK (torch::equal (both, recorded));
    CHECK_FALSE (both.requires_grad());
    CHECK (largestDifference (both.slice (0, 1), classifier.gradient (x.slice (0, 1), 0.1, weights))
           < 1e-4 * both.abs().max().item<double>());
    CHECK_FALSE (torch::GradMode::is_enabled());
}

TEST_CASE ("a stored classifier comes back with its parameters and what it says of itself")
{
    const StoredClassifier stored;
    const auto original = newClassifier();
    const auto loaded = NoiseClassifier::load (stored.folder.path);
    const auto parameters = loaded.network()->named_parameters();

    for (const auto& item : original.network()->named_parameters())
    {
        CAPTURE (item.key());
        CHECK (torch::allclose (parameters[item.key()], item.value(), 1.0 / 2048.0, 1e-7));
        CHECK_FALSE (parameters[item.key()].requires_grad());
    }

    CHECK (loaded.info().classes == original.info().classes);
    CHECK (loaded.info().sampleRate == 44100);
    CHECK (loaded.info().emphasis == 0.6);
    CHECK (loaded.info().sigmaData == 0.1);
    CHECK (loaded.info().licence == "CC0-1.0");
    CHECK (loaded.info().training == "{\"steps\":12}");
}

TEST_CASE ("where there is no classifier, the sentence says how to get one")
{
    const TemporaryFolder folder;
    CHECK_THROWS_AS (NoiseClassifier::load (folder.path), UsageError);
    CHECK_THAT (sentenceOf ([&] { NoiseClassifier::load (folder.path); }),
                Contains (folder.path.string()) && Contains ("train-classifier"));
}

TEST_CASE ("a classifier's file that is damaged is refused in a sentence")
{
    const StoredClassifier stored;
    const auto bytes = audiotest::contentOf (stored.file);

    for (const auto& damaged : { std::string(), bytes.substr (0, 5), bytes.substr (0, bytes.size() / 2), bytes.substr (1),
                                 std::string ("not a classifier, but a text that goes on for a while") })
    {
        audiotest::writeBytes (stored.file, damaged);
        CAPTURE (damaged.size());
        CHECK_THAT (stored.sentence(), Contains (NoiseClassifier::fileName));
    }
}

TEST_CASE ("a file of another kind, or one that contradicts itself, is refused in a sentence that names it")
{
    const auto after = [] (const std::function<void (Safetensors&, json&)>& change) {
        return StoredClassifier().sentenceAfter (change);
    };
    const auto isNamed = Contains (NoiseClassifier::fileName);

    CHECK_THAT (after ([] (auto& content, json&) { content.metadata.clear(); }), isNamed && Contains ("no classifier"));
    CHECK_THAT (after ([] (auto&, json& j) { j["format_version"] = 2; }), isNamed && Contains ("format"));
    CHECK_THAT (after ([] (auto&, json& j) { j.erase ("classes"); }), isNamed && Contains ("incomplete"));
    CHECK_THAT (after ([] (auto&, json& j) { j["sample_rate"] = "fast"; }), isNamed && Contains ("incomplete"));
    CHECK_THAT (after ([] (auto&, json& j) { j["classes"] = json::array(); }), isNamed && Contains ("contradicts"));
    CHECK_THAT (after ([] (auto&, json& j) { j["sigma_data"] = 0.0; }), isNamed && Contains ("contradicts"));
    CHECK_THAT (after ([] (auto&, json& j) { j["classes"] = { "kick" }; }), isNamed);
    CHECK_THAT (after ([] (auto& content, json&) { content.tensors.erase (content.tensors.begin()); }), isNamed);
}
