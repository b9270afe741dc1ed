#pragma once

#include "Network/ScoreUnetConfig.h"

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

namespace stochastick
{
/** What a model file says of itself; stored as JSON in the safetensors header under "stochastick". */
struct ModelInfo
{
    static constexpr int formatVersion = 1;

    ScoreUnetConfig network;
    std::vector<std::string> classes; ///< in the order of the network's class weights
    int sampleRate = 44100;           ///< Hz
    int length = 32768;               ///< samples that it was trained on
    double emphasis = 0.6;            ///< first-order emphasis of what the network sees
    double smallestRatio = 2e-4;      ///< noise-to-signal ratios that it was trained on
    double largestRatio = 40.0;
    std::string licence;
    nlohmann::json training = nlohmann::json::object(); ///< summary for people: date, sounds seen, losses

    /** Samples of a sound nearest to `seconds` that the network can make. Throws UsageError outside 0.02…3 s. */
    int lengthFor (double seconds) const;

    /** Row of a class; throws UsageError with the nearest known name. */
    int classIndex (const std::string& name) const;
};

/** The weights file of a model's folder, or the file itself. Throws Error when there is none. */
std::filesystem::path weightsFileOf (const std::filesystem::path& path);

/** What a model file says of itself, without loading its weights; throws Error in a sentence. */
ModelInfo readModelInfo (const std::filesystem::path& path);

/** The same from the metadata of a safetensors file that was read already. */
ModelInfo parseModelInfo (const std::filesystem::path& file, const std::map<std::string, std::string>& metadata);

/** The key of the metadata that holds it. */
inline constexpr auto modelInfoKey = "stochastick";

void to_json (nlohmann::json& json, const ModelInfo& info);
void from_json (const nlohmann::json& json, ModelInfo& info);
} // namespace stochastick
