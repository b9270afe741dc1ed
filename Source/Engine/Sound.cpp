#include "Engine/Sound.h"

#include "Audio/Resampler.h"
#include "Audio/SoundFile.h"
#include "Support/Error.h"

#include <fstream>

namespace stochastick
{
namespace fs = std::filesystem;

void exportSound (const fs::path& path, const Sound& sound, SoundFormat format, int sampleRate)
{
    const auto rate = sampleRate == 0 ? sound.audio.sampleRate : sampleRate;
    writeSoundFile (path, resample (sound.audio, rate), format, toJson (sound.recipe));
}

Recipe readRecipe (const fs::path& path)
{
    std::string text;

    if (path.extension() == ".json")
    {
        std::ifstream stream (path, std::ios::binary);
        std::error_code ignored;

        if (! stream || ! fs::is_regular_file (path, ignored))
            throw Error ("Cannot read \"" + path.string() + "\": there is no such file.");

        text.assign (std::istreambuf_iterator<char> (stream), {});
    }
    else
    {
        text = readComment (path);
    }

    if (text.empty())
        throw Error ("There is no recipe in \"" + path.string() + "\"; only sounds that Stochastick made carry one.");

    try
    {
        return recipeFromJson (text);
    }
    catch (const Error& error)
    {
        throw Error ("\"" + path.string() + "\": " + error.what());
    }
}
} // namespace stochastick
