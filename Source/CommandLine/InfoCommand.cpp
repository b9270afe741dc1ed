#include "CommandLine/Commands.h"
#include "CommandLine/SoundReport.h"

#include "Audio/Features.h"
#include "Audio/SoundFile.h"
#include "Engine/Generator.h"
#include "Network/ModelInfo.h"
#include "Support/Error.h"

#include <cstdio>
#include <memory>

namespace stochastick
{
namespace fs = std::filesystem;

namespace
{
using namespace nlohmann::literals;

struct InfoOptions
{
    std::string path;
    bool json = false;
};

nlohmann::json describeModel (const fs::path& path)
{
    const nlohmann::json info = readModelInfo (path);
    return { { "kind", "model" },
             { "file", weightsFileOf (path).string() },
             { "bytes", fs::file_size (weightsFileOf (path)) },
             { "about", info } };
}

/** Sources are sounds themselves: their size is enough for people. */
nlohmann::json withoutSources (nlohmann::json recipe)
{
    if (recipe.is_discarded())
        return {};

    if (recipe.contains ("/start/sources"_json_pointer))
        for (auto& source : recipe["start"]["sources"])
            source["flac"] = std::to_string (source.value ("flac", "").size()) + " characters";

    return recipe;
}

nlohmann::json describeSound (const fs::path& path)
{
    const auto audio = readSoundFile (path);
    const auto features = measure (audio);
    const auto comment = readComment (path);

    return { { "kind", "sound" },
             { "file", path.string() },
             { "seconds", audio.seconds() },
             { "sample_rate", audio.sampleRate },
             { "peak_db", features.peakDb },
             { "rms_db", features.rmsDb },
             { "tail_db", features.tailDb },
             { "onset_seconds", features.onsetSeconds },
             { "decay_seconds", features.decaySeconds },
             { "brightness_hz", features.brightnessHz },
             { "dc", features.dc },
             { "recipe", withoutSources (nlohmann::json::parse (comment, nullptr, false)) } };
}

bool isModel (const fs::path& path)
{
    std::error_code ignored;
    return path.extension() == ".safetensors" || fs::is_regular_file (path / "weights.safetensors", ignored);
}

void printPlain (const nlohmann::json& json, const std::string& indent)
{
    for (const auto& [key, value] : json.items())
    {
        if (value.is_object())
        {
            std::printf ("%s%s:\n", indent.c_str(), key.c_str());
            printPlain (value, indent + "  ");
        }
        else
        {
            std::printf ("%s%s: %s\n", indent.c_str(), key.c_str(),
                         value.is_string() ? value.get<std::string>().c_str() : value.dump().c_str());
        }
    }
}

void showInfo (const InfoOptions& options)
{
    const fs::path path = options.path.empty() ? findModel ("") : fs::path (options.path);
    const auto description = isModel (path) ? describeModel (path) : describeSound (path);

    if (options.json)
        printJson (description);
    else
        printPlain (description, "");
}
} // namespace

void addInfoCommand (CLI::App& app, const CancelToken&)
{
    auto options = std::make_shared<InfoOptions>();
    auto* command = app.add_subcommand ("info", "Describe a model, or a sound file and the recipe inside it");

    command->add_option ("file", options->path,
                         "A sound file or a model (its folder or weights); the default model when left out");
    command->add_flag ("--json", options->json, "As JSON");
    command->callback ([options] { showInfo (*options); });
}
} // namespace stochastick
