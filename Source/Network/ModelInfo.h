#pragma once

#include "Diffusion/Process.h"
#include "Network/ScoreUnetConfig.h"

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

namespace stochastick
{
/** How a model was told one descriptor: standardised on its scale (onScale), and where its training sounds lie. */
struct DescriptorScale
{
    /** Of one class, in the descriptor's unit: quantiles of 5, 50 and 95 %. */
    struct Range
    {
        double low = 0, middle = 0, high = 0;

        bool operator== (const Range&) const = default;
    };

    std::string key;
    double mean = 0, deviation = 1; ///< on the scale, over all classes
    std::vector<Range> classes;     ///< in the order of ModelInfo::classes

    bool operator== (const DescriptorScale&) const = default;
};

/** What a model that was distilled is to be run with: DDIM on these levels, without guidance, for it has learned that. */
struct Distilled
{
    std::vector<double> levels;    ///< decreasing noise-to-signal ratios
    double guidance = 1;           ///< of its teacher
    double descriptorGuidance = 1; ///< likewise

    bool operator== (const Distilled&) const = default;
};

/** What kind of network a model has. */
enum class Architecture
{
    scoreUnet, ///< ours: classes, descriptors, conditioned on the noise-to-signal ratio
    crashUnet  ///< CRASH's: neither classes nor descriptors, trained on the states of one process
};

/** What a model file says of itself; stored as JSON in the safetensors header under "stochastick". */
struct ModelInfo
{
    static constexpr int formatVersion = 1;
    static constexpr auto anyClass = "any";         ///< what recipes for a model without classes name
    static constexpr int crashLengthMultiple = 300; ///< samples

    Architecture architecture = Architecture::scoreUnet;
    ScoreUnetConfig network;                  ///< of a score-unet
    ProcessSpec trainedWith;                  ///< of a crash-unet
    std::vector<std::string> classes;         ///< in the order of the network's class weights
    std::vector<DescriptorScale> descriptors; ///< as many as the network's, in the order of allDescriptors()
    int sampleRate = 44100;                   ///< Hz
    int length = 32768;                       ///< samples that it was trained on
    double emphasis = 0.6;                    ///< first-order emphasis of what the network sees
    double smallestRatio = 2e-4;              ///< noise-to-signal ratios that it was trained on
    double largestRatio = 40.0;
    std::optional<Distilled> distilled {};
    std::string licence;
    nlohmann::json training = nlohmann::json::object(); ///< summary for people: date, sounds seen, losses

    /** One for CRASH's network as it was published: 21,000 samples at 44.1 kHz, at the ratios of the process's times. */
    static ModelInfo ofCrash (const ProcessSpec& process);

    int lengthMultiple() const; ///< samples; lengths must be a multiple of it

    /** Throws UsageError when the model knows no classes. @param who  begins the sentence: "A kit" */
    void requireClasses (const std::string& who) const;

    /** Samples of a sound nearest to `seconds` that the network can make. Throws UsageError outside 0.02…3 s. */
    int lengthFor (double seconds) const;

    /** Row of a class; throws UsageError with the nearest known name. */
    int classIndex (const std::string& name) const;

    /** (descriptors) as the network is told them, NaN for those that are not named. @param values  in their units
        Throws UsageError for a descriptor that is not known or that the model was not trained with. */
    std::vector<float> standardised (const std::map<std::string, double>& values) const;
};

/** The weights file of a model's folder, or the file itself. Throws Error when there is none. */
std::filesystem::path weightsFileOf (const std::filesystem::path& path);

/** What a model file says of itself, without loading its weights; throws Error in a sentence. */
ModelInfo readModelInfo (const std::filesystem::path& path);

/** The same from the metadata of a safetensors file that was read already. */
ModelInfo parseModelInfo (const std::filesystem::path& file, const std::map<std::string, std::string>& metadata);

/** The key of the metadata that holds it. */
inline constexpr auto modelInfoKey = "stochastick";

void to_json (nlohmann::json& json, const DescriptorScale& scale);
void from_json (const nlohmann::json& json, DescriptorScale& scale);
void to_json (nlohmann::json& json, const ModelInfo& info);
void from_json (const nlohmann::json& json, ModelInfo& info);
} // namespace stochastick
