#pragma once

#include "Engine/Generator.h"

namespace stochastick
{
struct SoundLikelihoodRequest
{
    std::filesystem::path file;
    std::map<std::string, double> classes; ///< empty: no class
    int steps = 40;                        ///< log-uniform levels, 2…1000
    int probes = 1;                        ///< 1…100
};

/** How likely the model finds a sound. */
struct SoundLikelihood
{
    double nats = 0.0;          ///< ln p of the whole sound, as a density of samples at full scale 1
    double bitsPerSample = 0.0; ///< −ln p/(samples·ln 2) + 15: as 16-bit numbers, uniformly dequantised
};

/** Measures sounds on one model (Diffusion/Likelihood.h). Worker thread. */
class LikelihoodMeter
{
public:
    explicit LikelihoodMeter (const GeneratorOptions& options);
    ~LikelihoodMeter();

    /** The sound is prepared as for training. Throws Error, UsageError, Cancelled. */
    SoundLikelihood measure (const SoundLikelihoodRequest& request, const CancelToken& cancel,
                             const std::function<void (double done)>& onProgress) const;

    std::string modelName() const;

private:
    struct Loaded;
    std::unique_ptr<Loaded> loaded; // tensors stay out of this header
};
} // namespace stochastick
