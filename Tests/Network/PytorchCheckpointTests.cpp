#include "Network/PytorchCheckpoint.h"

#include "Network/PytorchTestTools.h"

#include <catch2/catch.hpp>

using namespace stochastick;
using namespace audiotest;
using namespace pytorchtest;

namespace
{
namespace fs = std::filesystem;
using torch::Tensor;

/** start, start + 1, … in this shape, as make_checkpoints.py counts. */
Tensor counting (int start, at::IntArrayRef shape, torch::ScalarType type = torch::kFloat32)
{
    return (start + torch::arange (torch::zeros (shape).numel())).reshape (shape).to (type);
}

bool same (const Tensor& a, const Tensor& b)
{
    return a.scalar_type() == b.scalar_type() && a.sizes() == b.sizes() && torch::equal (a, b) && a.is_cpu();
}

const PickleValue& valueOf (const PickleValue& dict, const std::string& key)
{
    const auto* found = dict.as<PickleDict>()->find (key);

    if (found == nullptr)
        throw std::runtime_error ("there is no key " + key);

    return *found;
}

Tensor tensorIn (const PytorchCheckpoint& checkpoint, const std::string& key)
{
    return *checkpoint.tensorOf (valueOf (*checkpoint.content.root, key));
}

std::string sentenceFor (const fs::path& path)
{
    return sentenceOf ([&] { readPytorchCheckpoint (path); });
}

std::vector<std::int64_t> numbersIn (const std::vector<const PickleValue*>& items)
{
    std::vector<std::int64_t> numbers;

    for (const auto* item : items)
        numbers.push_back (*item->as<std::int64_t>());

    return numbers;
}

using Numbers = std::vector<std::int64_t>;

void checkModule (const std::map<std::string, Tensor>& weights)
{
    REQUIRE (weights.size() == 7);
    CHECK (same (weights.at ("0.weight"), counting (0, { 2, 3 })));
    CHECK (same (weights.at ("0.bias"), counting (10, { 2 })));
    CHECK (same (weights.at ("1.weight"), counting (20, { 2 })));
    CHECK (same (weights.at ("1.bias"), counting (30, { 2 })));
    CHECK (same (weights.at ("1.running_mean"), counting (40, { 2 })));
    CHECK (same (weights.at ("1.running_var"), counting (50, { 2 })));
    CHECK (same (weights.at ("1.num_batches_tracked"), counting (60, {}, torch::kInt64)));
}
} // namespace

TEST_CASE ("a plain dictionary is read whichever protocol its pickle has")
{
    for (const auto name : { "plain.pt", "protocol4.pt" })
    {
        CAPTURE (name);
        const auto checkpoint = readPytorchCheckpoint (fixture (name));
        const auto& root = *checkpoint.content.root;

        CHECK (same (tensorIn (checkpoint, "weights"), counting (0, { 2, 3 })));
        CHECK (*valueOf (root, "step").as<std::int64_t>() == 1234);
        CHECK (*valueOf (root, "rate").as<double>() == 0.125);
        CHECK (*valueOf (root, "negative").as<std::int64_t>() == -70000);
        CHECK (*valueOf (root, "long").as<std::int64_t>() == 1LL << 40);
        CHECK (*valueOf (root, "text").as<std::string>() == "Größe");
        CHECK (*valueOf (root, "yes").as<bool>());
        CHECK_FALSE (*valueOf (root, "no").as<bool>());
        CHECK (valueOf (root, "nothing").as<std::monostate>() != nullptr);
        CHECK (numbersIn (valueOf (root, "one").as<PickleList>()->items) == Numbers { 300 });
        CHECK (numbersIn (valueOf (root, "tuple").as<PickleTuple>()->items) == Numbers { 1, 2, 3, 4 });
        CHECK (numbersIn (valueOf (root, "pair").as<PickleTuple>()->items) == Numbers { 5, 6 });
        CHECK (numbersIn (valueOf (root, "size").as<PickleTuple>()->items) == Numbers { 7, 8 });
        CHECK (*valueOf (root, "list").as<PickleList>()->items.at (1)->as<double>() == 2.5);
        CHECK (*root.as<PickleDict>()->items.back().first->as<std::int64_t>() == 9);
        CHECK (root.as<PickleDict>()->items.size() == 15);
    }
}

TEST_CASE ("the weights of a module are read from its state_dict, bare or under \"model\"")
{
    for (const auto name : { "state-dict.pt", "classifier.pt" })
        for (const auto wanted : { CheckpointWeights::averaged, CheckpointWeights::current })
            checkModule (namedTensors (readPytorchCheckpoint (fixture (name)), wanted));
}

TEST_CASE ("of a CRASH checkpoint the average is taken, by the model's names, although it was saved on a GPU")
{
    const auto checkpoint = readPytorchCheckpoint (fixture ("crash.pt"));
    CHECK_THAT (contentOf (fixture ("crash.pt")), Catch::Contains ("cuda:0"));

    for (const auto& [wanted, more] : { std::pair { CheckpointWeights::averaged, 1 }, { CheckpointWeights::current, 0 } })
    {
        const auto weights = namedTensors (checkpoint, wanted);
        REQUIRE (weights.size() == 4);
        CHECK (same (weights.at ("conv_1.weight"), counting (0 + more, { 2, 1, 3 })));
        CHECK (same (weights.at ("conv_1.bias"), counting (100 + more, { 2 })));
        CHECK (same (weights.at ("embedding.RFF_freq"), counting (200 + more, { 1, 4 })));
        CHECK (same (weights.at ("last_conv.bias"), counting (300 + more, {})));
    }
}

TEST_CASE ("parameters are read as tensors that do not want a gradient")
{
    const auto weights = namedTensors (readPytorchCheckpoint (fixture ("parameters.pt")));

    CHECK (same (weights.at ("trained"), counting (1, { 2, 2 })));
    CHECK (same (weights.at ("fixed"), counting (5, { 3 })));
    CHECK_FALSE (weights.at ("trained").requires_grad());
}

TEST_CASE ("views keep their strides and share their memory, and nothing else does")
{
    const auto views = namedTensors (readPytorchCheckpoint (fixture ("views.pt")));
    const auto base = counting (0, { 4, 6 });

    CHECK (same (views.at ("base"), base));
    CHECK (same (views.at ("transposed"), base.t()));
    CHECK (same (views.at ("column"), torch::tensor ({ 2.0f, 8.0f, 14.0f, 20.0f })));
    CHECK (same (views.at ("block"), torch::tensor ({ { 8.0f, 9.0f, 10.0f }, { 14.0f, 15.0f, 16.0f } })));
    CHECK (
        same (views.at ("second-columns"), base.index ({ torch::indexing::Slice(), torch::indexing::Slice (0, 6, 2) }).t()));
    CHECK (same (views.at ("repeated"), torch::full ({ 2, 3 }, 23.0f)));
    CHECK (views.at ("repeated").storage().nbytes() == 96);

    for (const auto& [name, view] : views)
        CHECK (view.storage().data() == views.at ("base").storage().data());

    const auto apart = namedTensors (readPytorchCheckpoint (fixture ("parameters.pt")));
    CHECK (apart.at ("trained").storage().data() != apart.at ("fixed").storage().data());
}

TEST_CASE ("tensors of every type keep it")
{
    const auto read = namedTensors (readPytorchCheckpoint (fixture ("types.pt")));

    for (const auto& [name, type] : std::map<std::string, torch::ScalarType> { { "half", torch::kFloat16 },
                                                                               { "bfloat16", torch::kBFloat16 },
                                                                               { "float", torch::kFloat32 },
                                                                               { "double", torch::kFloat64 },
                                                                               { "int64", torch::kInt64 },
                                                                               { "int32", torch::kInt32 },
                                                                               { "int16", torch::kInt16 },
                                                                               { "int8", torch::kInt8 },
                                                                               { "uint8", torch::kUInt8 } })
        CHECK (same (read.at (name), counting (3, { 2, 2 }, type)));

    CHECK (same (read.at ("bool"), torch::tensor ({ 1, 0, 1 }).to (torch::kBool)));
    CHECK (same (read.at ("scalar"), torch::tensor (2.5f)));
    CHECK (same (read.at ("empty"), torch::empty ({ 0, 3 })));
    CHECK (same (read.at ("large"), torch::tensor ({ std::int64_t { 1 } << 62, std::int64_t { -5 } })));
}

TEST_CASE ("nested lists and dictionaries lead to their tensors, and bare storages are no tensors")
{
    const auto checkpoint = readPytorchCheckpoint (fixture ("nested.pt"));
    const auto& layers = valueOf (*checkpoint.content.root, "layers").as<PickleList>()->items;
    REQUIRE (layers.size() == 3);

    for (int i = 0; i < 3; ++i)
    {
        const auto& layer = *layers[static_cast<std::size_t> (i)];
        const auto& biases = *valueOf (valueOf (layer, "inner"), "bias").as<PickleTuple>();
        CHECK (same (*checkpoint.tensorOf (valueOf (layer, "weight")), counting (i, { 2 })));
        CHECK (same (*checkpoint.tensorOf (*biases.items.at (0)), counting (-i, { 1 })));
    }

    const auto storages = readPytorchCheckpoint (fixture ("storage.pt"));
    const auto& untyped = valueOf (*storages.content.root, "untyped");
    CHECK (storages.tensors.empty());
    CHECK (storages.tensorOf (untyped) == nullptr);
    CHECK (storages.content.storages.at (untyped.as<PickleStorage>()->index)
           == PickledStorage { "torch.storage.UntypedStorage", "1", 8 });
}

TEST_CASE ("tensors outlive the file and the checkpoint")
{
    const auto tensor = namedTensors (parsePytorchCheckpoint (contentOf (fixture ("state-dict.pt")))).at ("0.weight");

    CHECK (same (tensor, counting (0, { 2, 3 })));
}

TEST_CASE ("a file that asks for a command is refused, and the command is not run")
{
    const auto path = fixture ("malicious.pt");

    CHECK (sentenceFor (path)
           == "The file \"" + path.string()
                  + "\" asks for \"posix.system\", which a checkpoint has no use for; it was not run (save the "
                    "state_dict alone).");
    CHECK_FALSE (fs::exists ("stochastick-ran-a-pickle"));
}

TEST_CASE ("the format of before PyTorch 1.6 is refused with the command that converts it")
{
    CHECK_THAT (sentenceFor (fixture ("legacy.pt")),
                Catch::Contains ("legacy.pt\"") && Catch::Contains ("torch.save(torch.load(p, map_location=\"cpu\"), q)"));
}

TEST_CASE ("what is no checkpoint is refused with a sentence of its own")
{
    const TemporaryFolder folder;
    const auto file = folder.path / "a.pt";
    const auto whole = contentOf (fixture ("crash.pt"));

    for (const auto& [bytes, sentence] : std::vector<std::pair<std::string, std::string>> {
             { "", "\" is empty." },
             { "some text\n", "\" is no PyTorch checkpoint" },
             { whole.substr (0, whole.size() / 2), "\" is damaged or was cut short" },
             { whole.substr (0, whole.size() - 1), "\" is damaged or was cut short" },
             { whole.substr (0, 4), "\" is damaged or was cut short" },
             { zipOf ({ { "a/other", "x" } }), "its part \"a/data.pkl\" is missing" },
             { zipOf ({ { "data.pkl", "N." } }), "its part \"data.pkl/data.pkl\" is missing" },
         })
    {
        writeBytes (file, bytes);
        CHECK_THAT (sentenceFor (file), Catch::StartsWith ("The file \"" + file.string()) && Catch::Contains (sentence));
    }

    CHECK (sentenceFor (folder.path / "none.pt")
           == "The file \"" + (folder.path / "none.pt").string() + "\" cannot be read: it does not exist.");
    CHECK_THAT (sentenceFor (folder.path), Catch::Contains ("cannot be read: it is a folder."));
    CHECK_THAT (sentenceFor ("/dev/zero"), Catch::Contains ("it is no ordinary file."));
}

TEST_CASE ("weights that are not there by name are refused with what is there")
{
    const auto sentence = [] (const PytorchCheckpoint& checkpoint) {
        return sentenceOf ([&] { namedTensors (checkpoint); });
    };
    const auto one = tensor (storage ("0", 1), 0, { 1 }, { 1 }), other = tensor (storage ("0", 1), 0, { 1, 1 }, { 1, 1 });
    const auto parsed = [&] (const std::string& pickle) { return parsePytorchCheckpoint (checkpointOf (pickle, "1234")); };
    const auto crash = [&] (const std::string& averages) {
        return parsed ("}(" + text ("model") + "}" + text ("w") + one + "s" + text ("ema_weights") + averages + "u");
    };

    CHECK (sentence (readPytorchCheckpoint (fixture ("nested.pt")))
           == "The file \"" + fixture ("nested.pt").string()
                  + "\" holds no tensors by name: its keys are \"layers\", \"model\".");
    CHECK_THAT (sentence (readPytorchCheckpoint (fixture ("plain.pt"))), Catch::Contains (" and 7 more."));
    CHECK_THAT (sentence (parsed ("]")), Catch::Contains ("holds no dictionary"));
    CHECK_THAT (sentence (parsed ("}")), Catch::Contains ("it has no key that is text"));
    CHECK_THAT (sentence (parsed ("}" + text ("model") + "}" + text ("k") + "Nss")),
                Catch::Contains ("holds no tensors by name in its \"model\": its keys are \"k\"."));
    CHECK_THAT (sentence (parsed ("}(" + text ("w") + one + text ("w") + one + "u")),
                Catch::Contains ("two tensors of the name \"w\""));
    CHECK_THAT (sentence (crash ("]")), Catch::Contains ("not one for each of its model's 1."));
    CHECK_THAT (sentence (crash ("K\1")), Catch::Contains ("not one for each of its model's 1."));
    CHECK_THAT (sentence (crash ("]Na")), Catch::Contains ("an average of \"w\" that is not shaped as it is"));
    CHECK_THAT (sentence (crash ("]" + other + "a")), Catch::Contains ("an average of \"w\" that is not shaped as it is"));
    CHECK (sentence (crash ("]" + one + "a")).empty());
    CHECK (sentence (crash ("N")).empty());
}
