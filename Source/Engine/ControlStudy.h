#pragma once

#include "Engine/Generator.h"

#include <string>
#include <vector>

namespace stochastick
{
struct ControlStudyRequest
{
    std::filesystem::path data; ///< folder of real sounds, as for training: its training part teaches the judge
    int sounds = 10;            ///< of each class, for each setting of guidance; fewer for what takes longer
    CancelToken cancel;
};

/** What the controls do to sounds, measured. Distances are root mean squares of log-mel differences, dB. */
struct ControlStudy
{
    /** Of Gaussians whose conditional mean is known: RMS error of the mean of what was made anew. */
    struct Bias
    {
        std::string method;
        double pair, signal;
    };

    struct Amount
    {
        std::string method; ///< key of a StartKind
        double amount, distance;
    };

    struct Between
    {
        double place, toFirst, toSecond; ///< 0…1; distances from the ends as they were given
    };

    /** How far the middle of the sounds moves for each unit that is asked, on the descriptor's scale, within a class: 1 is
        obedience, 0 deafness. */
    struct Obedience
    {
        std::string descriptor;
        double slope;
    };

    struct Guided
    {
        std::string how;
        int right, all; ///< by a classifier of finished sounds, trained on real ones
        double secondsPerSound;
    };

    /** Of the variance of pads' places within their classes, the share that is between kits. */
    struct Kinship
    {
        double family, share;
    };

    std::vector<Bias> biases;
    std::vector<Amount> amounts;
    std::vector<Between> between;
    std::vector<Obedience> obediences;
    std::vector<Guided> guided;
    std::vector<Kinship> kinships;
};

/** Long: minutes. `report` is given the share that is done and what is being done. */
ControlStudy studyControls (Generator& generator, const ControlStudyRequest& request,
                            const std::function<void (double, const std::string&)>& report);
} // namespace stochastick
