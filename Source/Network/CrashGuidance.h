#pragma once

#include "Diffusion/Guidance.h"
#include "Network/CrashClassifier.h"

#include <filesystem>
#include <map>

namespace stochastick
{
/** ∇_z Σ_k a_k ln p_k (z, sigma) of a state z = mean·x_0 + sigma·ε of one process. */
using StateGradient = std::function<Tensor (const Tensor& z, const Tensor& sigma)>;

/** The same of x = z/mean at the ratio of its level: mean·gradient. Outside the process's times as denoiserFrom(). */
ClassGradient classGradientFrom (StateGradient gradient, const ProcessSpec& trainedWith);

/** CRASH's classifier in the folder of a model that it guides. Worker thread. */
class CrashClassifierFile
{
public:
    static constexpr auto fileName = "classifier.safetensors"; ///< also of the classifiers of other models

    /** Throws Error in a sentence; one that names the remedy when there is no classifier. */
    static CrashClassifierFile load (const std::filesystem::path& folder, torch::Device device = torch::kCPU);

    /** 32-bit floats, whole or not at all. */
    static void save (const std::filesystem::path& folder, const CrashClassifier& network, const std::string& licence);

    /** kick, snare, cymbal */
    static const std::vector<std::string>& classes();

    /** For the weight of each class; throws UsageError for a class that it does not know. */
    StateGradient gradientFor (const std::map<std::string, double>& classWeights) const;

    /** The process whose states it was trained on. */
    static constexpr ProcessSpec trainedWith() { return { ProcessKind::vpCosine }; }

private:
    explicit CrashClassifierFile (CrashClassifier network)
        : net (std::move (network))
    {
    }

    CrashClassifier net;
};
} // namespace stochastick
