#pragma once

#include "Engine/Recipe.h"
#include "Engine/StartState.h"

namespace stochastick
{
/** A clean estimate of the network as sound, without emphasis. Throws Error when it holds something that is no number.
    @param samples  (1, 1, samples) */
MonoAudio toAudio (const Tensor& samples, const ModelInfo& info);

/** A new sound ends in silence, without a click or an offset, with its peak where the recipe wants it; where some of a source
    is kept, its level and its samples stand.
    @param source  when the recipe keeps some of it */
void finish (MonoAudio& audio, const Recipe& recipe, const std::optional<PreparedSource>& source);

/** Of estimates, as the recipe asks; empty when nothing is to be limited. Limits are meant for the sound, not for the
    emphasised form in which the network sees it. */
std::function<Tensor (const Tensor&)> limiterOf (const Thresholding& threshold, double emphasis);
} // namespace stochastick
