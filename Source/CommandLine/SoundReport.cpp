#include "CommandLine/SoundReport.h"

#include "Audio/Features.h"

#include <cstdio>

namespace stochastick
{
Sound makeWithProgress (Generator& generator, const Recipe& recipe, const CancelToken& cancel, ProgressLine& line,
                        const std::string& name, std::size_t index, std::size_t count, const ProgressCallback& onProgress)
{
    auto sound = generator.make (recipe, cancel, [&] (const GenerationProgress& progress) {
        const auto done = (static_cast<double> (index) + progress.fraction) / static_cast<double> (count);
        const auto all = progress.steps > 0 ? " of " + std::to_string (progress.steps) : std::string();
        line.show (done, name + ": step " + std::to_string (progress.step) + all);

        if (onProgress)
            onProgress (progress);
    });

    if (! sound.notice.empty())
        line.say (sound.notice);

    return sound;
}

nlohmann::json describe (const Sound& sound, const std::filesystem::path& file)
{
    const auto features = measure (sound.audio);

    return { { "file", file.string() },
             { "recipe", nlohmann::json::parse (toJson (sound.recipe)) },
             { "seconds", sound.audio.seconds() },
             { "network_calls", sound.networkCalls },
             { "decay_seconds", features.decaySeconds },
             { "brightness_hz", features.brightnessHz },
             { "loudness_lufs", features.loudnessDb },
             { "peak_db", features.peakDb },
             { "tail_db", features.tailDb },
             { "dc", features.dc } };
}

void printJson (const nlohmann::json& json)
{
    std::printf ("%s\n", json.dump (2, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
}
} // namespace stochastick
