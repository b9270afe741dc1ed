#pragma once

#include "Network/Bottleneck.h"
#include "Network/Conditioning.h"
#include "Network/ResidualBlock.h"

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace stochastick
{
/** The network of a noise-conditioned classifier p(class | x, ρ): the way down of a U-Net over frames, then a mean over time
    that is weighted by what it attends to (Dhariwal & Nichol 2021, arXiv 2105.05233, section 4). */
class NoiseClassifierNetImpl : public torch::nn::Module
{
public:
    NoiseClassifierNetImpl (int classes, double sigmaData);

    /** @param x      (batch, 1, samples), the signal at unit scale plus ratio·noise; samples a multiple of 512
        @param ratio  (batch), noise-to-signal ratio > 0
        @return (batch, classes), natural logarithms of the probabilities */
    torch::Tensor forward (const torch::Tensor& x, const torch::Tensor& ratio);

private:
    struct Level
    {
        std::vector<ResidualBlock> blocks;
        torch::nn::Conv1d shrink { nullptr };
    };

    double sigmaData;
    Conditioning conditioning { nullptr };
    torch::nn::Conv1d stem { nullptr };
    std::vector<Level> levels;
    MixingBlock mixing { nullptr };
    FrameNorm norm { nullptr };
    torch::nn::Conv1d attention { nullptr };
    torch::nn::Linear hidden { nullptr }, scores { nullptr };
};

TORCH_MODULE (NoiseClassifierNet);

/** What a classifier's file says of itself. */
struct ClassifierInfo
{
    std::vector<std::string> classes;
    int sampleRate = 44100;
    double emphasis = 0.6; ///< of what the network sees
    double sigmaData = 0.1;
    std::string licence;
    std::string training; ///< summary for people, JSON
};

/** A classifier with its weights. Worker thread. */
class NoiseClassifier
{
public:
    static constexpr auto fileName = "classifier.safetensors"; ///< in the folder of the model that it guides

    /** With random weights (from LibTorch's generator). */
    explicit NoiseClassifier (ClassifierInfo info);

    /** @param folder  of a model. Throws Error in a sentence; one that names the remedy when there is no classifier. */
    static NoiseClassifier load (const std::filesystem::path& folder, torch::Device device = torch::kCPU);

    /** Parameters as 16-bit floats, whole or not at all. */
    void saveTo (const std::filesystem::path& folder, const std::string& training) const;

    /** (batch, classes), natural logarithms. */
    torch::Tensor logProbabilities (const torch::Tensor& x, double ratio) const;

    /** ∇_x Σ_k weights_k ln p_k (x, ρ) of each sound. Records its own gradients: call it as
        you like, but not with tensors that were made under c10::InferenceMode.
        @param weights  (batch or 1, classes) */
    torch::Tensor gradient (const torch::Tensor& x, double ratio, const torch::Tensor& weights) const;

    const ClassifierInfo& info() const { return about; }
    NoiseClassifierNet network() const { return net; }
    torch::Device device() const { return where; }
    void moveTo (torch::Device device);

private:
    ClassifierInfo about;
    NoiseClassifierNet net;
    torch::Device where = torch::kCPU;
};
} // namespace stochastick
