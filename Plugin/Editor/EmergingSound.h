#pragma once

#include "Session/Session.h"

namespace stochastick
{
/** The sound of a pad while it is made: the newest estimate, and how its noise level fell so far. Knows no JUCE.
    Message thread. */
class EmergingSound
{
public:
    struct Level
    {
        double fraction = 0.0; ///< of the way, 0…1
        double ratio = 0.0;    ///< noise-to-signal
    };

    /** Takes in what the running job of this pad says. Returns whether anything changed. */
    bool update (const std::vector<JobView>& jobs, int pad);

    bool isRunning() const { return job != 0; }
    JobId id() const { return job; }
    const EngineProgress& progress() const { return latest; }
    const std::vector<Level>& levels() const { return path; }
    std::shared_ptr<const MonoAudio> estimate() const { return sound; } ///< null before the first

private:
    JobId job = 0;
    EngineProgress latest {}; ///< without its estimate
    std::vector<Level> path {};
    std::shared_ptr<const MonoAudio> sound {};
};
} // namespace stochastick
