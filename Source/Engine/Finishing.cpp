#include "Engine/Finishing.h"

#include "Audio/Emphasis.h"
#include "Audio/Shaping.h"
#include "Support/Error.h"

#include <torch/types.h>

namespace stochastick
{
namespace
{
std::vector<float> samplesOf (const Tensor& tensor)
{
    const auto host = tensor.to (torch::kCPU, torch::kFloat32).contiguous();
    return { host.data_ptr<float>(), host.data_ptr<float>() + host.numel() };
}

void finishAround (MonoAudio& audio, const Recipe& recipe, const PreparedSource& source)
{
    for (auto& sample : audio.samples)
        sample = static_cast<float> (sample / source.gain);

    const auto limit = [&] {
        if (peakOf (audio) > 1.0f)
            normalisePeak (audio, -0.1);
    };

    if (recipe.asPublished) // that code leaves the kept part as it came out
        return limit();

    if (! recipe.regions.empty()) // what is kept to the bit comes after
        limit();

    keepSource (audio, recipe);

    if (recipe.regions.empty())
        limit();
}
} // namespace

MonoAudio toAudio (const Tensor& samples, const ModelInfo& info)
{
    if (! torch::isfinite (samples).all().item<bool>())
        throw Error ("The network gave a sound that is not a number; try another seed, less guidance or more steps.");

    MonoAudio audio { samplesOf (samples), info.sampleRate };
    deEmphasise (audio.samples, info.emphasis);
    return audio;
}

void finish (MonoAudio& audio, const Recipe& recipe, const std::optional<PreparedSource>& source)
{
    constexpr double fadeSeconds = 0.02;
    const Recipe plain;

    if (source)
        return finishAround (audio, recipe, *source);

    removeDc (audio);
    cutLateRise (audio, 0.016, 6.0); // networks err most in their last frame
    fadeTail (audio, -60.0, 0.05);
    fadeOut (audio, fadeSeconds);
    normalisePeak (audio, plain.peakDb);

    if (recipe.peakDb != plain.peakDb) // in two steps, as setPeak() does: the same to the bit
        changeLevel (audio, recipe.peakDb - plain.peakDb);
}

std::function<Tensor (const Tensor&)> limiterOf (const Thresholding& threshold, double emphasis)
{
    if (threshold.kind == ThresholdKind::none)
        return {};

    return [=] (const Tensor& estimate) {
        const auto inSoundDomain = [&] (auto&& filter, const Tensor& x) {
            auto samples = samplesOf (x);
            filter (samples, emphasis);
            return torch::tensor (samples).reshape (x.sizes());
        };
        const auto sound = limited (inSoundDomain (deEmphasise, estimate), threshold);
        return inSoundDomain (emphasise, sound).to (estimate.options());
    };
}
} // namespace stochastick
