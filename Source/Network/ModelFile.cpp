#include "Network/ModelInfo.h"
#include "Network/NetworkFile.h"
#include "Network/Safetensors.h"
#include "Support/Error.h"

namespace stochastick
{
namespace fs = std::filesystem;

ModelInfo parseModelInfo (const fs::path& file, const std::map<std::string, std::string>& metadata)
{
    const auto found = metadata.find (modelInfoKey);

    if (found == metadata.end())
        throwUnusable (file, "it is a safetensors file of another program (it has no \"stochastick\" entry)");

    try
    {
        return nlohmann::json::parse (found->second).get<ModelInfo>();
    }
    catch (const nlohmann::json::exception&)
    {
        throwUnusable (file, "its configuration is incomplete");
    }
    catch (const Error& error)
    {
        const std::string sentence = error.what();
        throwUnusable (file, sentence.substr (0, sentence.find_last_not_of ('.') + 1));
    }
}

fs::path weightsFileOf (const fs::path& path)
{
    std::error_code ignored;
    const auto file = fs::is_directory (path, ignored) ? path / "weights.safetensors" : path;

    if (! fs::is_regular_file (file, ignored))
        throw Error ("There is no model at \"" + file.string()
                     + "\"; give the folder of a model, such as Models/drums, with --model.");

    return file;
}

ModelInfo readModelInfo (const fs::path& path)
{
    const auto file = weightsFileOf (path);
    return parseModelInfo (file, readSafetensorsMetadata (file));
}
} // namespace stochastick
