#include "Editor/EmergingSound.h"

#include <algorithm>

namespace stochastick
{
bool EmergingSound::update (const std::vector<JobView>& jobs, int pad)
{
    const auto isOurs = [pad] (const JobView& view) { return view.running && view.pad == pad; };
    const auto found = std::find_if (jobs.begin(), jobs.end(), isOurs);
    const auto wasRunning = isRunning();

    if (found == jobs.end())
    {
        *this = {};
        return wasRunning;
    }

    const auto& progress = found->progress;

    if (found->id == job && progress.step == latest.step && ! (progress.fraction > latest.fraction))
        return false;

    if (found->id != job)
        *this = {};

    job = found->id;
    latest = { progress.step, progress.steps, progress.fraction, progress.ratio, progress.secondsLeft, {} };

    if (progress.ratio > 0.0)
        path.push_back ({ progress.fraction, progress.ratio });

    if (! progress.estimate.samples.empty())
        sound = std::make_shared<const MonoAudio> (progress.estimate);

    return true;
}
} // namespace stochastick
