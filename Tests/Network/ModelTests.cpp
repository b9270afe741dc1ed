#include "Network/Model.h"
#include "Network/NetworkFile.h"

#include "Audio/AudioTestTools.h"
#include "Network/NetworkTestTools.h"
#include "Network/Safetensors.h"
#include "Support/Error.h"

#include <catch2/catch.hpp>
#include <functional>
#include <set>

using namespace stochastick;
using namespace networktest;
using audiotest::sentenceOf;
using audiotest::TemporaryFolder;

namespace
{
namespace fs = std::filesystem;
using nlohmann::json;

Model disturbedModel()
{
    torch::manual_seed (1);
    Model model (tinyInfo());
    disturb (*model.network());
    return model;
}

/** A model in a folder, and a way to break it. */
struct StoredModel
{
    TemporaryFolder folder;
    fs::path file = folder.path / "weights.safetensors";

    StoredModel() { disturbedModel().saveAs (file, tinyInfo()); }

    std::string sentenceAfter (const std::function<void (Safetensors&)>& change) const
    {
        auto content = readSafetensors (file);
        change (content);
        writeSafetensors (file, content);
        return sentenceOf ([&] { Model::load (file); });
    }

    std::string sentenceAfterInfo (const std::function<void (json&)>& change) const
    {
        return sentenceAfter ([&] (Safetensors& content) {
            auto info = json::parse (content.metadata.at ("stochastick"));
            change (info);
            content.metadata["stochastick"] = info.dump();
        });
    }
};

Tensor estimate (const Denoiser& denoiser, const Tensor& x, double ratio)
{
    const torch::NoGradGuard noGradient;
    return denoiser (x, ratio);
}
} // namespace

TEST_CASE ("a stored model comes back with its parameters, to the accuracy of 16-bit floats")
{
    const StoredModel stored;
    const auto original = disturbedModel();
    const auto loaded = Model::load (stored.file);
    const auto parameters = loaded.network()->named_parameters();

    for (const auto& item : original.network()->named_parameters())
    {
        CAPTURE (item.key());
        CHECK (torch::allclose (parameters[item.key()], item.value(), 1.0 / 2048.0, 1e-7));
        CHECK (parameters[item.key()].scalar_type() == torch::kFloat32);
    }

    CHECK (parameterCountOf (*loaded.network()) == parameterCountOf (*original.network()));
    CHECK (json (loaded.info()) == json (tinyInfo()));
    CHECK (loaded.device().is_cpu());
}

TEST_CASE ("storing a loaded model again changes no weight")
{
    const StoredModel stored;
    const auto once = Model::load (stored.file);
    once.saveAs (stored.folder.path / "again.safetensors", once.info());

    CHECK (audiotest::contentOf (stored.folder.path / "again.safetensors") == audiotest::contentOf (stored.file));
    CHECK (Model::load (stored.folder.path / "again.safetensors").weightHash() == once.weightHash());
}

TEST_CASE ("a model is found by its folder, and its description is read without its weights")
{
    const StoredModel stored;

    CHECK (Model::load (stored.folder.path).weightHash() == Model::load (stored.file).weightHash());
    CHECK (json (readModelInfo (stored.folder.path)) == json (tinyInfo()));
}

TEST_CASE ("a model that is not there is named with the place that was looked at")
{
    const TemporaryFolder folder;

    for (const auto& path : { folder.path / "nothing", folder.path })
        for (const auto& sentence : { sentenceOf ([&] { Model::load (path); }), sentenceOf ([&] { readModelInfo (path); }) })
            CHECK_THAT (sentence, Catch::Contains ("There is no model at") && Catch::Contains (path.string()));
}

TEST_CASE ("files that are no models of ours are refused with a sentence")
{
    const StoredModel stored;
    audiotest::writeBytes (stored.folder.path / "notes.txt", "This is a text about drums, and no model at all.\n");
    writeSafetensors (stored.folder.path / "foreign",
                      { { { "layer.weight", torch::ones ({ 2, 2 }) } }, { { "format", "pt" } } });

    CHECK_THAT (sentenceOf ([&] { Model::load (stored.folder.path / "notes.txt"); }),
                Catch::Contains ("safetensors header"));
    CHECK_THAT (sentenceOf ([&] { Model::load (stored.folder.path / "foreign"); }), Catch::Contains ("another program"));
    CHECK_THAT (sentenceOf ([&] { readModelInfo (stored.folder.path / "foreign"); }), Catch::Contains ("another program"));
}

TEST_CASE ("a model file that was cut short is refused with a sentence")
{
    const StoredModel stored;
    const auto bytes = audiotest::contentOf (stored.file);

    for (const auto length : { bytes.size() - 1, bytes.size() / 2, std::size_t { 100 } })
    {
        audiotest::writeBytes (stored.file, bytes.substr (0, length));
        CHECK_THAT (sentenceOf ([&] { Model::load (stored.file); }), Catch::Contains ("cut short"));
    }
}

TEST_CASE ("tensors that do not belong to the network are refused by name")
{
    const std::string name = "level1_down0.conv1.weight";
    const auto nan = torch::tensor (std::numeric_limits<float>::quiet_NaN());

    const std::vector<std::pair<std::function<void (Safetensors&)>, std::string>> changes {
        { [&] (Safetensors& c) { c.tensors.erase (name); }, "\"" + name + "\" is missing" },
        { [&] (Safetensors& c) { c.tensors["a.stranger"] = torch::ones ({ 1 }); }, "holds the tensor \"a.stranger\"" },
        { [&] (Safetensors& c) {
             c.tensors[name] = torch::ones ({ 8, 8, 5 });
         },
          "\"" + name + "\" has another shape" },
        { [&] (Safetensors& c) { c.tensors[name] = c.tensors[name].to (torch::kInt64); },
          "\"" + name + "\" holds something that is not" },
        { [&] (Safetensors& c) { c.tensors[name][1][2][0] = nan; }, "\"" + name + "\" holds something that is not" },
        { [&] (Safetensors& c) { c.tensors[name][1][2][0] = HUGE_VAL; }, "\"" + name + "\" holds something that is not" },
    };

    for (const auto& [change, sentence] : changes)
        CHECK_THAT (StoredModel().sentenceAfter (change), Catch::Contains (sentence));
}

TEST_CASE ("a model of another format or architecture is refused with a sentence")
{
    CHECK_THAT (StoredModel().sentenceAfterInfo ([] (json& info) { info["format_version"] = 2; }),
                Catch::Contains ("format 2, newer"));
    CHECK_THAT (StoredModel().sentenceAfterInfo ([] (json& info) { info["architecture"] = "wave-net"; }),
                Catch::Contains ("\"wave-net\""));
    CHECK_THAT (StoredModel().sentenceAfterInfo ([] (json& info) { info["length"] = 1000; }),
                Catch::Contains ("contradicts itself"));
    CHECK_THAT (StoredModel().sentenceAfter ([] (Safetensors& c) { c.metadata["stochastick"] = "not JSON"; }),
                Catch::Contains ("incomplete"));
    CHECK_THAT (StoredModel().sentenceAfter ([] (Safetensors& c) { c.metadata["stochastick"] = "[]"; }),
                Catch::Contains ("incomplete"));
}

TEST_CASE ("a model whose description lacks an entry, or has one of another kind, is refused with a sentence")
{
    const json description = tinyInfo();
    const json network = tinyInfo().network;

    for (const auto& item : description.items())
        if (item.key() != "predicts" && item.key() != "descriptors" && item.key() != "architecture") // may be missing
        {
            CAPTURE (item.key());
            CHECK_THAT (StoredModel().sentenceAfterInfo ([&] (json& info) { info.erase (item.key()); }),
                        Catch::Contains ("incomplete"));
        }

    const std::set<std::string> later { "descriptors", "expects_power", "long_windows", "power_above_noise",
                                        "marks_synthetic" };

    for (const auto& item : network.items())
    {
        CAPTURE (item.key());
        const auto change = [&] (const json& value) {
            return StoredModel().sentenceAfterInfo ([&] (json& info) { info["network"][item.key()] = value; });
        };

        if (! later.contains (item.key()))
            CHECK_THAT (StoredModel().sentenceAfterInfo ([&] (json& info) { info["network"].erase (item.key()); }),
                        Catch::Contains ("incomplete"));

        CHECK_THAT (change (nullptr), Catch::Contains ("not a usable model"));
        CHECK_THAT (change (json::object()), Catch::Contains ("not a usable model"));
        CHECK_THAT (change (1e30), Catch::Contains ("not a usable model"));
        CHECK_THAT (change (-1), Catch::Contains ("not a usable model"));
    }
}

TEST_CASE ("without guidance a denoiser is the network at that level and class")
{
    const auto model = disturbedModel();
    const auto x = 0.3 * normal ({ 2, 1, 512 });
    const torch::NoGradGuard noGradient;
    const auto plain = model.network() (x, torch::full ({ 2 }, 0.2), oneHot (2, 4, 1));

    CHECK (torch::equal (estimate (model.denoiser (oneHot (2, 3, 1)), x, 0.2), plain));
    CHECK (torch::equal (estimate (model.denoiser (oneHot (2, 3, 1), 1.0), x, 0.2), plain));
}

TEST_CASE ("guidance moves the estimate away from that of no class by its factor")
{
    const auto model = disturbedModel();
    const auto x = 0.3 * normal ({ 2, 1, 512 });
    const torch::NoGradGuard noGradient;
    const auto ratios = torch::full ({ 2 }, 0.2);
    const auto ofClass = model.network() (x, ratios, oneHot (2, 4, 1)),
               ofNone = model.network() (x, ratios, oneHot (2, 4, 3));

    REQUIRE (largestDifference (ofClass, ofNone) > 1e-4);

    for (const double guidance : { 0.0, 0.5, 2.5 })
    {
        CAPTURE (guidance);
        const auto guided = estimate (model.denoiser (oneHot (2, 3, 1), guidance), x, 0.2);
        CHECK (largestDifference (guided, ofNone + guidance * (ofClass - ofNone)) < 1e-5);
    }
}

TEST_CASE ("a mix of classes that is all of one is that class, and half a mix is neither")
{
    const auto model = disturbedModel();
    const auto x = 0.3 * normal ({ 1, 1, 512 });
    const auto mixed = [&] (double share) {
        return estimate (model.denoiser (share * oneHot (1, 3, 0) + (1.0 - share) * oneHot (1, 3, 2)), x, 0.2);
    };
    const auto first = estimate (model.denoiser (oneHot (1, 3, 0)), x, 0.2),
               last = estimate (model.denoiser (oneHot (1, 3, 2)), x, 0.2);

    CHECK (torch::equal (mixed (1.0), first));
    CHECK (torch::equal (mixed (0.0), last));
    CHECK (largestDifference (mixed (0.5), first) > 1e-5);
    CHECK (largestDifference (mixed (0.5), last) > 1e-5);
}

TEST_CASE ("sounds of different classes go through one denoiser")
{
    const auto model = disturbedModel();
    const auto x = 0.3 * normal ({ 3, 1, 512 });
    const auto together = estimate (model.denoiser (torch::eye (3), 2.0), x, 0.2);

    for (int i = 0; i < 3; ++i)
    {
        const auto alone = estimate (model.denoiser (oneHot (1, 3, i), 2.0), x.slice (0, i, i + 1), 0.2);
        CHECK (largestDifference (together.slice (0, i, i + 1), alone) < 1e-5);
    }
}

TEST_CASE ("the weight hash is sixteen hexadecimal digits, the same for the same weights and another for others")
{
    const StoredModel stored;
    const auto hash = Model::load (stored.file).weightHash();

    CHECK (hash.size() == 16);
    CHECK (hash.find_first_not_of ("0123456789abcdef") == std::string::npos);
    CHECK (Model::load (stored.file).weightHash() == hash);
    CHECK (disturbedModel().weightHash().empty());
    CHECK (stored.sentenceAfter ([] (Safetensors& c) { c.tensors.begin()->second.add_ (0.01); }).empty());
    CHECK (Model::load (stored.file).weightHash() != hash);
}

TEST_CASE ("an empty licence keeps the one that the model has")
{
    auto model = disturbedModel();
    model.setLicence ("");
    CHECK (model.info().licence == "CC0-1.0");
    model.setLicence ("CC-BY-4.0");
    CHECK (model.info().licence == "CC-BY-4.0");
}
