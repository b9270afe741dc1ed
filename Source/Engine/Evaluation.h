#pragma once

#include "Engine/Generator.h"
#include "Training/DrumJudge.h"

#include <nlohmann/json_fwd.hpp>

namespace stochastick
{
struct EvaluationRequest
{
    int perClass = 20; ///< sounds to generate of each class
    Recipe recipe;     ///< how; class and seed are set for each sound
    CancelToken cancel;
};

/** How good a model's sounds are. */
struct Evaluation
{
    SetFigures figures;
    double secondsPerSound = 0; ///< while they were made one by one
};

/** Makes sounds of every class that there are held-out sounds of, and has them judged. The sounds come through `keep`, class by class (for listening and
    pictures). Long: minutes. `report` is given the share that is done and what is being done. */
Evaluation evaluate (Generator& generator, DrumJudge& judge, const EvaluationRequest& request,
                     const DrumJudge::Report& report, const std::function<void (const Sound&)>& keep);

/** What the figures of a set are to be read beside. */
struct Yardsticks
{
    SetFigures heldOut;    ///< against itself: only what the classifier names, and its own levels
    SetFigures training;   ///< as many real training sounds: the floor
    SetFigures procedural; ///< our procedural drums
    SetFigures noise;      ///< white noise under the envelopes of the held-out sounds
};

/** @param perClass  sounds of each class that a model makes: the yardsticks are as many, as far as there are so many */
Yardsticks yardsticks (DrumJudge& judge, int perClass);

/** Counts with Wilson's 95 % interval (Wilson 1927): "17/20 = 85 % [64, 95]". */
std::string shareText (const Counted& counted);

void to_json (nlohmann::json& json, const SetFigures& figures);
void to_json (nlohmann::json& json, const Yardsticks& yardsticks);
} // namespace stochastick
