#pragma once

#include "Diffusion/Denoiser.h"
#include "Network/ModelInfo.h"
#include "Network/ScoreUnet.h"

#include <filesystem>

namespace stochastick
{
/** A network with its weights and what it says of itself. Worker thread. */
class Model
{
public:
    /** A new network with random weights (from LibTorch's generator: seed it first). */
    explicit Model (ModelInfo info);

    /** @param path  a weights.safetensors or the folder that holds one
        Checks the name, shape and type of every tensor; throws Error in a sentence. */
    static Model load (const std::filesystem::path& path, torch::Device device = torch::kCPU);

    /** Parameters as 16-bit floats, with `info` in the header. */
    void saveAs (const std::filesystem::path& file, const ModelInfo& info) const;

    /** The same model for a network that takes `info.descriptors` too, which this one has not: its weights are kept, and
        until it is trained further it does not heed them. */
    Model withDescriptors (std::vector<DescriptorScale> descriptors) const;

    /** D(x, ρ) for one weight per class in each row: (batch, classes); rows must sum to 1.
        @param descriptors  (batch, descriptors), standardised, NaN where free; undefined: all of them are free
        Classifier-free guidance (arXiv 2207.12598) for classes and descriptors apart, as for two conditions in arXiv
        2211.09800, eq. 3: D_∅ + guidance·(D_class − D_∅) + descriptorGuidance·(D_class,descriptors − D_class), in one
        network call for all the estimates that count. */
    Denoiser denoiser (const torch::Tensor& classWeights, double guidance = 1.0, const torch::Tensor& descriptors = {},
                       double descriptorGuidance = 1.0) const;

    void moveTo (torch::Device device);
    void setLicence (const std::string& licence) { about.licence = licence.empty() ? about.licence : licence; }

    const ModelInfo& info() const { return about; }
    ScoreUnet network() const { return net; }
    torch::Device device() const { return where; }

    /** 16 hexadecimal digits that change with the weights; empty for a network that was not loaded. */
    const std::string& weightHash() const { return hash; }

private:
    ModelInfo about;
    ScoreUnet net;
    torch::Device where = torch::kCPU;
    std::string hash;
};
} // namespace stochastick
