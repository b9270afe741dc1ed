#include "Network/Model.h"

#include "Audio/AudioTestTools.h"
#include "Audio/Descriptors.h"
#include "Network/NetworkTestTools.h"
#include "Network/Safetensors.h"
#include "Support/Error.h"

#include <catch2/catch.hpp>
#include <functional>
#include <limits>

using namespace stochastick;
using namespace networktest;
using audiotest::sentenceOf;
using audiotest::TemporaryFolder;
using Catch::Matchers::Contains;
using nlohmann::json;

namespace
{
constexpr auto unknown = std::numeric_limits<float>::quiet_NaN();

/** Of the three classes of the tiny model, in the order of allDescriptors(). */
std::vector<DescriptorScale> threeScales()
{
    const std::vector<DescriptorScale::Range> ranges { { 0.125, 0.25, 0.5 }, { 1.0, 2.0, 4.0 }, { 8.0, 16.0, 32.0 } };
    return { { "decay", -1.5, 0.5, ranges }, { "brightness", 7.0, 2.0, ranges }, { "loudness", -12.0, 4.0, ranges } };
}

ModelInfo toldInfo()
{
    auto info = tinyInfo();
    info.network.descriptors = 3;
    info.descriptors = threeScales();
    return info;
}

/** As if trained for a while, or at its beginning. */
Model toldModel (bool trained)
{
    torch::manual_seed (3);
    Model model (toldInfo());

    if (trained)
        disturb (*model.network());

    return model;
}

Tensor classes (std::int64_t batch)
{
    return oneHot (batch, 3, 1);
}

Tensor told (float decay, float brightness, float loudness)
{
    return torch::tensor ({ decay, brightness, loudness }).view ({ 1, 3 });
}

Tensor estimate (const Denoiser& denoiser)
{
    const torch::NoGradGuard noGradient;
    return denoiser (normal ({ 1, 1, 2048 }), 0.7);
}

Tensor estimateWhen (const Model& model, const Tensor& descriptors, double guidance = 1.0, double descriptorGuidance = 1.0)
{
    return estimate (model.denoiser (classes (1), guidance, descriptors, descriptorGuidance));
}
} // namespace

TEST_CASE ("a new network does not heed what it is told, a trained one heeds every descriptor")
{
    for (const bool trained : { false, true })
    {
        CAPTURE (trained);
        const auto model = toldModel (trained);
        const auto free = estimateWhen (model, {});
        const auto heeds = [&] (const Tensor& descriptors) {
            return ! torch::equal (estimateWhen (model, descriptors), free);
        };

        CHECK (heeds (told (1.0f, unknown, unknown)) == trained);
        CHECK (heeds (told (unknown, 1.0f, unknown)) == trained);
        CHECK (heeds (told (unknown, unknown, 1.0f)) == trained);
        CHECK (heeds (told (unknown, unknown, 0.0f)) == trained); // a value of 0 is not the same as none
    }
}

TEST_CASE ("what is not a number is not told")
{
    const auto model = toldModel (true);
    CHECK (torch::equal (estimateWhen (model, told (unknown, unknown, unknown)), estimateWhen (model, {})));
    CHECK (torch::isfinite (estimateWhen (model, told (unknown, 4.0f, unknown))).all().item<bool>());
}

TEST_CASE ("a network is told values first, then which of them are known")
{
    const auto model = toldModel (true);
    const torch::NoGradGuard noGradient;
    auto network = model.network();
    const auto condition = torch::tensor ({ 0.0f, 1.0f, 0.0f, 0.0f, 0.5f, 0.0f, -2.0f, 1.0f, 0.0f, 1.0f }).view ({ 1, 10 });
    const auto direct = network (normal ({ 1, 1, 2048 }), torch::full ({ 1 }, 0.7), condition);

    CHECK (model.network()->config().conditionColumns() == 10);
    CHECK (largestDifference (estimateWhen (model, told (0.5f, unknown, -2.0f)), direct) < 1e-6);
}

TEST_CASE ("guidance moves away from a half that knows neither class nor descriptors")
{
    const auto model = toldModel (true);
    const torch::NoGradGuard noGradient;
    auto network = model.network();
    const auto nothing =
        network (normal ({ 1, 1, 2048 }), torch::full ({ 1 }, 0.7), oneHot (1, 10, 3)); // "no class", nothing known
    const auto all = estimateWhen (model, told (1.0f, -1.0f, 2.0f));
    const auto guided = estimateWhen (model, told (1.0f, -1.0f, 2.0f), 3.0, 3.0);

    CHECK (largestDifference (all, nothing) > 1e-3);
    CHECK (largestDifference (guided, nothing + 3.0 * (all - nothing)) < 1e-4);
}

TEST_CASE ("classes and descriptors are guided by scales of their own")
{
    const auto model = toldModel (true);
    const torch::NoGradGuard noGradient;
    const auto told3 = told (1.0f, -1.0f, 2.0f), untold = told (unknown, unknown, unknown);
    const auto nothing = estimateWhen (model, untold, 0.0), classAlone = estimateWhen (model, untold),
               all = estimateWhen (model, told3);
    const auto guidedBy = [&] (double scale, double descriptorScale) {
        return nothing + scale * (classAlone - nothing) + descriptorScale * (all - classAlone);
    };

    for (const auto& [scale, descriptorScale] : { std::pair { 2.0, 5.0 }, { 1.0, 4.0 }, { 3.0, 0.0 }, { 0.0, 1.0 } })
        CHECK (largestDifference (estimateWhen (model, told3, scale, descriptorScale), guidedBy (scale, descriptorScale))
               < 1e-4);

    CHECK (largestDifference (estimateWhen (model, untold, 2.0, 5.0), guidedBy (2.0, 0.0)) < 1e-4);
}

TEST_CASE ("each sound of a batch is told its own")
{
    const auto model = toldModel (true);
    const torch::NoGradGuard noGradient;
    const auto x = normal ({ 1, 1, 2048 }).repeat ({ 2, 1, 1 });
    const auto descriptors = torch::cat ({ told (2.0f, unknown, unknown), told (unknown, -2.0f, unknown) });
    const auto both = model.denoiser (classes (2), 1.0, descriptors) (x, 0.7);

    CHECK (largestDifference (both[0], estimateWhen (model, told (2.0f, unknown, unknown))[0]) < 1e-5);
    CHECK (largestDifference (both[1], estimateWhen (model, told (unknown, -2.0f, unknown))[0]) < 1e-5);
    CHECK (largestDifference (both[0], both[1]) > 1e-3);
}

TEST_CASE ("a model that learns more than it could sounds as before, to the bit, told or not")
{
    for (const bool knewMore : { false, true })
    {
        CAPTURE (knewMore);
        torch::manual_seed (1);
        auto info = tinyInfo();
        info.network.expectsPower = info.network.longWindows = info.network.powerAboveNoise = knewMore;
        Model old (info);
        disturb (*old.network());
        info.descriptors = threeScales();
        info.network.descriptors = 3;
        info.network.expectsPower = info.network.longWindows = info.network.powerAboveNoise = info.network.marksSynthetic =
            true;
        info.network.levels.back().blocks = 2;
        const auto wider = old.widenedTo (info);

        CHECK (torch::equal (estimateWhen (wider, {}), estimateWhen (old, {})));
        CHECK (torch::equal (estimateWhen (wider, told (1.0f, unknown, -3.0f)), estimateWhen (old, {})));
        CHECK ((wider.info().descriptors == threeScales()));
        CHECK (old.info().descriptors.empty());
        disturb (*wider.network());
        CHECK_FALSE (torch::equal (estimateWhen (wider, told (1.0f, unknown, -3.0f)), estimateWhen (wider, {})));
    }
}

TEST_CASE ("a network that lacks something of the model to start from is refused by the name of what it lacks")
{
    auto info = toldInfo();
    Model old (info);
    info.network.longWindows = false;
    CHECK_THAT (sentenceOf ([&] { old.widenedTo (info); }), Contains ("no place for \"long_windows."));

    info = toldInfo();
    info.network.levels.front().channels = 12;
    CHECK_THAT (sentenceOf ([&] { old.widenedTo (info); }), Contains ("has other sizes"));

    info = toldInfo();
    info.network.sigmaData *= 2.0;
    CHECK_THAT (sentenceOf ([&] { old.widenedTo (info); }), Contains ("has other sizes"));
    CHECK_NOTHROW (old.widenedTo (toldInfo()));
}

TEST_CASE ("values are standardised on the scale of their descriptor, in its place, and the others are free")
{
    const auto row = toldInfo().standardised ({ { "loudness", -14.0 }, { "decay", std::exp (-1.0) } });
    REQUIRE (row.size() == 3);
    CHECK (row[0] == Approx (1.0));
    CHECK (std::isnan (row[1]));
    CHECK (row[2] == Approx (-0.5));
    CHECK (toldInfo().standardised ({ { "brightness", std::exp (8.0) } })[1] == Approx (0.5));
    CHECK (tinyInfo().standardised ({}).empty());
}

TEST_CASE ("values further out than anything that was seen count as four deviations")
{
    CHECK (toldInfo().standardised ({ { "brightness", 1e9 } })[1] == 4.0f);
    CHECK (toldInfo().standardised ({ { "decay", 0.0 } })[0] == -4.0f);
    CHECK (toldInfo().standardised ({ { "loudness", 4.0 } })[2] == 4.0f);
}

TEST_CASE ("a descriptor that is not known, or that the model was not trained with, is wrong usage in a sentence")
{
    CHECK_THROWS_AS (toldInfo().standardised ({ { "decai", 1.0 } }), UsageError);
    CHECK_THAT (sentenceOf ([] { toldInfo().standardised ({ { "decai", 1.0 } }); }), Contains ("did you mean \"decay\"?"));
    CHECK_THROWS_AS (tinyInfo().standardised ({ { "decay", 1.0 } }), UsageError);
    CHECK_THAT (sentenceOf ([] {
                    tinyInfo().standardised ({ { "decay", 1.0 } });
                }),
                Contains ("was not trained") && Contains ("decay"));
}

TEST_CASE ("a model's descriptors come back from JSON, and a model from before there were any has none")
{
    const auto read = json::parse (json (toldInfo()).dump()).get<ModelInfo>();
    CHECK ((read.descriptors == threeScales()));
    CHECK (read.network == toldInfo().network);

    json old = tinyInfo();
    old.erase ("descriptors");
    old.at ("network").erase ("descriptors");
    CHECK (old.get<ModelInfo>().descriptors.empty());
    CHECK (old.get<ModelInfo>().network.descriptors == 0);
}

TEST_CASE ("descriptors that contradict the network, their order or the classes are refused")
{
    const auto refused = [] (const std::function<void (json&)>& change) {
        json info = toldInfo();
        change (info);
        return sentenceOf ([&] { info.get<ModelInfo>(); });
    };
    CHECK (refused ([] (json&) {}).empty());
    CHECK_THAT (refused ([] (json& j) { j["descriptors"].erase (2); }), Contains ("contradicts itself"));
    CHECK_THAT (refused ([] (json& j) { j["descriptors"] = json::array(); }), Contains ("contradicts itself"));
    CHECK_THAT (refused ([] (json& j) { j.erase ("descriptors"); }), Contains ("contradicts itself"));
    CHECK_THAT (refused ([] (json& j) { std::swap (j["descriptors"][0], j["descriptors"][1]); }),
                Contains ("contradicts itself"));
    CHECK_THAT (refused ([] (json& j) { j["descriptors"][1]["deviation"] = 0.0; }), Contains ("contradicts itself"));
    CHECK_THAT (refused ([] (json& j) { j["descriptors"][1]["classes"].erase (0); }), Contains ("contradicts itself"));
}

TEST_CASE ("a stored model with descriptors comes back and heeds them, a file with too many is refused")
{
    const TemporaryFolder folder;
    const auto file = folder.path / "weights.safetensors";
    toldModel (true).saveAs (file, toldInfo());
    const auto loaded = Model::load (file);
    CHECK ((loaded.info().descriptors == threeScales()));
    CHECK_FALSE (torch::equal (estimateWhen (loaded, told (unknown, 1.0f, unknown)), estimateWhen (loaded, {})));

    auto content = readSafetensors (file);
    auto info = json::parse (content.metadata.at (modelInfoKey));

    for (const int count : { 0, 2, 1000, -1 })
    {
        CAPTURE (count);
        info["network"]["descriptors"] = count;
        content.metadata[modelInfoKey] = info.dump();
        writeSafetensors (file, content);
        CHECK_THAT (sentenceOf ([&] { Model::load (file); }), Contains ("weights.safetensors"));
    }
}
