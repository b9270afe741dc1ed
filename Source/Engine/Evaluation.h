#pragma once

#include "Engine/Generator.h"
#include "Training/Dataset.h"

#include <nlohmann/json_fwd.hpp>

namespace stochastick
{
struct EvaluationRequest
{
    std::filesystem::path data; ///< folder of real sounds, as for training; only its held-out part judges
    int perClass = 20;          ///< sounds to generate of each class
    Recipe recipe;              ///< how; class and seed are set for each sound
    CancelToken cancel;
};

struct ClassResult
{
    std::string name;
    int right = 0, all = 0;         ///< generated sounds that the classifier names as what they were meant to be
    int realRight = 0, realAll = 0; ///< held-out real sounds, likewise
};

/** How good a model's sounds are, measured against real sounds that it was not trained on. */
struct EvaluationResult
{
    std::vector<ClassResult> classes;
    double frechet = 0;           ///< generated against held-out
    double frechetReal = 0;       ///< real training sounds against held-out: the floor
    double frechetProcedural = 0; ///< our procedural drums against held-out
    double frechetNoise = 0;      ///< white noise with the envelopes of the held-out sounds
    double medianTailDb = 0;      ///< RMS of the last 50 ms
    double largestDc = 0;
    double smallestDistance =
        0;             ///< RMS difference of the two most alike generated sounds of one class, as share of their RMS
    int notFinite = 0; ///< sounds with NaN or infinity

    double accuracy() const;
    double realAccuracy() const;
};

/** The sounds that were judged come back through `keep`, class by class (for listening and pictures). Long: minutes.
    `report` is given the share that is done and what is being done. */
EvaluationResult evaluate (Generator& generator, const EvaluationRequest& request,
                           const std::function<void (double, const std::string&)>& report,
                           const std::function<void (const Sound&)>& keep);

/** Counts with Wilson's 95 % interval (Wilson 1927): "17/20 = 85 % [64, 95]". */
std::string shareText (int right, int all);

nlohmann::json toJson (const EvaluationResult& result);
} // namespace stochastick
