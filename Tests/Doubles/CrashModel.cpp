#include "Doubles/CrashModel.h"

#include "Audio/AudioTestTools.h"
#include "Network/CrashGuidance.h"
#include "Network/CrashTestTools.h"
#include "Network/Model.h"
#include "Network/PytorchTestTools.h"

namespace stochastick::test
{
namespace fs = std::filesystem;
using namespace pytorchtest;

namespace
{
/** A checkpoint that is being put together. */
struct Checkpoint
{
    Parts parts { { "archive/data.pkl", {} } };

    std::string stored (const torch::Tensor& tensor)
    {
        const auto values = tensor.detach().contiguous();
        const auto key = std::to_string (parts.size() - 1);
        const auto bytes = static_cast<std::size_t> (values.numel()) * sizeof (float);
        std::string data (bytes, '\0');
        std::memcpy (data.data(), values.data_ptr<float>(), bytes);
        parts.emplace_back ("archive/data/" + key, std::move (data));

        std::vector<std::int64_t> strides = values.strides().vec();
        return pytorchtest::tensor (storage (key, values.numel()), 0, values.sizes().vec(), strides);
    }

    std::string dictOf (const torch::OrderedDict<std::string, torch::Tensor>& parameters)
    {
        std::string pickle = "}(";

        for (const auto& item : parameters)
            pickle += text (item.key()) + stored (item.value());

        return pickle + "u";
    }

    void write (const fs::path& file, const std::string& pickle)
    {
        parts.front().second = "\x80\x02" + pickle + ".";
        audiotest::writeBytes (file, zipOf (parts));
    }
};

ModelInfo shortened()
{
    auto info = ModelInfo::ofCrash ({});
    info.length = crashModelLength;
    return info;
}
} // namespace

void writeCrashCheckpoint (const fs::path& file, const torch::nn::Module& averages)
{
    Checkpoint checkpoint;
    torch::OrderedDict<std::string, torch::Tensor> current;
    std::string list = "](";

    for (const auto& item : averages.named_parameters())
        current.insert (item.key(), torch::full (item.value().sizes(), 0.01));

    auto pickle = "}(" + text ("step") + number (7) + text ("model") + checkpoint.dictOf (current) + text ("ema_weights");

    for (const auto& item : averages.named_parameters())
        list += checkpoint.stored (item.value());

    checkpoint.write (file, pickle + list + "eu");
}

void writeStateDict (const fs::path& file, const torch::OrderedDict<std::string, torch::Tensor>& tensors)
{
    Checkpoint checkpoint;
    checkpoint.write (file, "}(" + text ("model") + checkpoint.dictOf (tensors) + "u");
}

const fs::path& crashModel()
{
    static const audiotest::TemporaryFolder folder;

    static const auto path = [] {
        const auto model = folder.path / "crash";
        fs::create_directories (model);
        const auto made = Model::toBeFilled (shortened());
        crashtest::fillByFormula (made.module(), 1.0);
        made.saveAs (model / "weights.safetensors", made.info());

        CrashClassifier classifier;
        crashtest::fillByFormula (*classifier, 0.7);
        CrashClassifierFile::save (model, classifier, "CC0-1.0");
        return model;
    }();

    return path;
}
} // namespace stochastick::test
