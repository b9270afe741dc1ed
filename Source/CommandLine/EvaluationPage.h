#pragma once

#include "Engine/Evaluation.h"

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace stochastick
{
/** One way of making sounds, and how good it is. */
struct EvaluatedVariant
{
    std::string name; ///< "steps 8"; of the only one: "generated"
    double x = 0;     ///< its place in a plot
    Evaluation evaluation;
};

struct EvaluationReport
{
    std::string variable; ///< what is varied; empty when nothing is
    std::vector<EvaluatedVariant> variants;
    Yardsticks beside;
};

/** Markdown, aligned so that it reads well in a terminal too: of one variant all figures beside the yardsticks, of several
    one line each and the yardsticks last. */
std::string evaluationText (const EvaluationReport& report);

nlohmann::json toJson (const EvaluationReport& report);

/** evaluation.json, evaluation.md and, of several variants, over.png with their Fréchet distances. The page shows
    generated.png and real.png, which are the caller's. Throws Error when something cannot be written. */
void writeEvaluationPage (const std::filesystem::path& folder, const EvaluationReport& report);
} // namespace stochastick
