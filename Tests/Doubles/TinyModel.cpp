#include "Doubles/TinyModel.h"

#include "Audio/AudioTestTools.h"
#include "Network/Model.h"
#include "Network/NetworkTestTools.h"
#include "Training/DrumSynthesis.h"

namespace stochastick::test
{
namespace fs = std::filesystem;

namespace
{
ModelInfo infoOfTinyModel()
{
    ModelInfo info;
    info.network.levels = { { 8, 4, 1, 32 }, { 8, 1, 1, 16 } };
    info.network.heads = 2;
    info.network.embeddingWidth = 16;
    info.network.classes = static_cast<int> (drumClasses().size());
    info.classes = drumClasses();
    info.length = tinyModelLength;
    info.licence = "CC0-1.0";
    return info;
}
} // namespace

void writeTinyModel (const fs::path& folder, std::uint64_t seed)
{
    fs::create_directories (folder);
    torch::manual_seed (seed);
    const auto info = infoOfTinyModel();
    const Model model (info);
    networktest::disturb (*model.network()); // or the layers that begin at zero would hide the class

    for (auto& item : model.network()->named_parameters())
        if (item.key().find ("expected.table") != std::string::npos) // a step of it counts 32 times as much
        {
            const torch::NoGradGuard noGradient;
            item.value().mul_ (1.0 / 32.0);
        }

    model.saveAs (folder / "weights.safetensors", info);
}

const fs::path& tinyModel()
{
    static const audiotest::TemporaryFolder folder;

    static const auto path = [] {
        const auto model = folder.path / "tiny";
        writeTinyModel (model);
        return model;
    }();

    return path;
}
} // namespace stochastick::test
