#include "Engine/Evaluation.h"

#include "Network/ModelInfo.h"
#include "Training/DrumSynthesis.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <nlohmann/json.hpp>

namespace stochastick
{
Evaluation evaluate (Generator& generator, DrumJudge& judge, const EvaluationRequest& request,
                     const DrumJudge::Report& report, const std::function<void (const Sound&)>& keep)
{
    DrumSet set (drumClasses().size());
    std::chrono::duration<double> making {};
    const auto judged =
        std::count_if (judge.heldOut().begin(), judge.heldOut().end(), [] (const auto& drums) { return ! drums.empty(); });
    const auto count = static_cast<double> (judged * request.perClass);
    int made = 0;

    for (std::size_t c = 0; c < set.size(); ++c)
        for (int i = 0; i < request.perClass && ! judge.heldOut()[c].empty(); ++i)
        {
            report (0.9 * made++ / count, "making " + drumClasses()[c]);
            auto recipe = request.recipe;
            recipe.classes = { { drumClasses()[c], 1.0 } };
            recipe.seed += c * 1000 + static_cast<std::uint64_t> (i);

            const auto start = std::chrono::steady_clock::now();
            const auto sound = generator.make (recipe, request.cancel, {});
            making += std::chrono::steady_clock::now() - start;
            keep (sound);
            set[c].push_back ({ sound.audio });
        }

    report (0.9, "judging");
    return { judge.judge (set, generator.modelInfo().network.frameSize), making.count() / count };
}

Yardsticks yardsticks (DrumJudge& judge, int perClass)
{
    const auto& real = judge.heldOut();
    return { judge.judge (real), judge.judge (someOf (judge.training(), perClass)),
             judge.judge (proceduralDrums (perClass, DrumJudge::length, real)), judge.judge (envelopedNoise (real)) };
}

std::string shareText (const Counted& counted)
{
    if (counted.all == 0)
        return "-";

    constexpr double z = 1.96;
    const double n = counted.all, p = counted.share();
    const double centre = (p + z * z / (2 * n)) / (1 + z * z / n);
    const double half = z / (1 + z * z / n) * std::sqrt (p * (1 - p) / n + z * z / (4 * n * n));
    char text[80];
    std::snprintf (text, sizeof text, "%d/%d = %.0f %% [%.0f, %.0f]", counted.right, counted.all, 100 * p,
                   100 * std::max (0.0, centre - half), 100 * std::min (1.0, centre + half));
    return text;
}

void to_json (nlohmann::json& json, const SetFigures& figures)
{
    const auto counted = [] (const Counted& one) {
        return nlohmann::json { { "right", one.right }, { "all", one.all }, { "share", one.share() } };
    };
    json = { { "named", counted (figures.namedInAll()) },
             { "frechet", figures.frechet },
             { "kernel", figures.kernel },
             { "embedded_frechet", figures.embeddedFrechet },
             { "embedded_kernel", figures.embeddedKernel },
             { "precision", figures.coverage.precision },
             { "recall", figures.coverage.recall },
             { "told_apart", counted (figures.toldApart) },
             { "nearest_training", figures.nearestTraining },
             { "decay", figures.decay },
             { "brightness", figures.brightness },
             { "loudness", figures.loudness },
             { "attack", figures.attack },
             { "median_tail_db", figures.medianTailDb },
             { "largest_dc", figures.largestDc },
             { "rise_db", figures.riseDb },
             { "frame_line_db", figures.frameLineDb },
             { "smallest_distance", figures.smallestDistance },
             { "clipped", figures.clipped },
             { "not_finite", figures.notFinite } };

    for (std::size_t c = 0; c < figures.named.size(); ++c)
        json["named_by_class"][drumClasses()[c]] = counted (figures.named[c]);
}

void to_json (nlohmann::json& json, const Yardsticks& yardsticks)
{
    json = { { "held_out", yardsticks.heldOut },
             { "training", yardsticks.training },
             { "procedural", yardsticks.procedural },
             { "enveloped_noise", yardsticks.noise } };
}
} // namespace stochastick
