#pragma once

#include "Engine/Sound.h"
#include "Support/CancelToken.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace stochastick
{
struct ModelInfo;
struct SamplingRun;
struct SamplingResult;

/** What a run says of itself after each move. */
struct GenerationProgress
{
    int step = 0, steps = 0; ///< steps is 0 when an adaptive sampler does not know how many it takes
    double fraction = 0;     ///< of the way that is done, 0…1
    double ratio = 0;        ///< noise level reached
    double secondsLeft = 0;  ///< from the time that the steps took so far

    /** The sound as far as it is, finished as the last one will be. Costs a millisecond; within the callback only. */
    std::function<MonoAudio()> preview {};
};

using ProgressCallback = std::function<void (const GenerationProgress&)>;

/** Turns recipes into sounds. The seam between the engine's threads and the network, so that a test needs no weights. */
class SoundMaker
{
public:
    virtual ~SoundMaker() = default;

    /** Throws UsageError for a recipe that cannot be made, Cancelled within one network call after the token was cancelled.
        When the token is stopped, the sound is returned as far as it is within two moves (after its sources were encoded, if
        they have to be), with a recipe that makes just that one again. */
    virtual Sound make (const Recipe& recipe, const CancelToken& cancel, const ProgressCallback& onProgress) = 0;
};

struct GeneratorOptions
{
    std::string model;           ///< a name, a folder or a weights file; empty for the default model
    std::string device = "auto"; ///< auto, cpu or cuda
    int threads = 0;             ///< of LibTorch while a sound is made; 0: one for each processor, at most 8
};

/** Makes sounds with a trained model. One sound at a time, so that a sound does not depend on what is made beside it.
    Worker thread; the weights are loaded by the constructor. */
class Generator : public SoundMaker
{
public:
    explicit Generator (const GeneratorOptions& options);
    ~Generator() override;

    Sound make (const Recipe& recipe, const CancelToken& cancel, const ProgressCallback& onProgress) override;

    /** Of one network call for this recipe, guidance included, on this machine: the median of a few, in well under a second. */
    double secondsPerCall (const Recipe& recipe);

    const ModelInfo& modelInfo() const;
    std::string modelName() const;
    const std::string& weightHash() const;
    const std::string& deviceName() const;
    const std::string& deviceNotice() const; ///< a sentence when another device than the one asked for is used

private:
    struct Loaded;

    Sound made (const Recipe& recipe, const CancelToken& cancel, const ProgressCallback& onProgress);
    void describeResult (Sound& sound, const SamplingRun& run, bool startIsComplete, const SamplingResult& result) const;
    std::unique_ptr<Loaded> loaded; // tensors stay out of this header
};

/** The weights file for a name ("drums"), a folder or a file; empty means the default model.
    Names are looked up in $STOCHASTICK_MODELS, beside the program or plugin, in the user's folder and in the source tree.
    Throws Error that lists where it looked. */
std::filesystem::path findModel (const std::string& nameOrPath);

/** The names that findModel() knows, the default model's first, the others in the order of the alphabet. Reads folders, not
    the models: what lies there may be broken. Does not throw; milliseconds at most. */
std::vector<std::string> listModels();

inline constexpr auto defaultModelName = "drums";
} // namespace stochastick
