#pragma once

#include "Network/CrashDenoiser.h"
#include "Network/ModelInfo.h"
#include "Network/ScoreUnet.h"

#include <filesystem>
#include <variant>

namespace stochastick
{
/** A network with its weights and what it says of itself: ours or CRASH's. Worker thread. */
class Model
{
public:
    /** A new network with random weights (from LibTorch's generator: seed it first). */
    explicit Model (ModelInfo info);

    /** The same with weights that are about to be replaced. */
    static Model toBeFilled (ModelInfo info);

    /** @param path  a weights.safetensors or the folder that holds one
        Checks the name, shape and type of every tensor; throws Error in a sentence. */
    static Model load (const std::filesystem::path& path, torch::Device device = torch::kCPU);

    /** The parameters, with `info` in the header: ours as 16-bit floats; CRASH's as 32-bit ones, because 16 bits of the
        frequencies of its embedding are another network. */
    void saveAs (const std::filesystem::path& file, const ModelInfo& info) const;

    /** The same model in a wider network, which has all of this one's parameters and some more: those start as in a new
        network, where they change nothing until they are trained. Throws Error for a network that lacks some of them. */
    Model widenedTo (ModelInfo wider) const;

    /** D(x, ρ) for one weight per class in each row: (batch, classes); rows must sum to 1.
        @param descriptors  (batch, descriptors), standardised, NaN where free; undefined: all of them are free
        Classifier-free guidance (arXiv 2207.12598) for classes and descriptors apart, as for two conditions in arXiv
        2211.09800, eq. 3: D_∅ + guidance·(D_class − D_∅) + descriptorGuidance·(D_class,descriptors − D_class), in one
        network call for all the estimates that count. CRASH's network heeds none of them. */
    Denoiser denoiser (const torch::Tensor& classWeights, double guidance = 1.0, const torch::Tensor& descriptors = {},
                       double descriptorGuidance = 1.0) const;

    /** Of a crash-unet: ε of the states that it was trained on. */
    NoisePredictor noisePredictor() const;

    void moveTo (torch::Device device);
    void setLicence (const std::string& licence) { about.licence = licence.empty() ? about.licence : licence; }

    const ModelInfo& info() const { return about; }
    torch::nn::Module& module() const;
    ScoreUnet network() const { return std::get<ScoreUnet> (net); }      ///< of a score-unet
    CrashUnet crashNetwork() const { return std::get<CrashUnet> (net); } ///< of a crash-unet
    torch::Device device() const { return where; }

    /** 16 hexadecimal digits that change with the weights; empty for a network that was not loaded. */
    const std::string& weightHash() const { return hash; }

private:
    using Network = std::variant<ScoreUnet, CrashUnet>;

    Model (ModelInfo info, Network network);

    ModelInfo about;
    Network net;
    torch::Device where = torch::kCPU;
    std::string hash;
};
} // namespace stochastick
