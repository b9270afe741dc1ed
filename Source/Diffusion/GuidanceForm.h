#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace stochastick
{
/** Where the classifier's gradient G = ∇_{x_t} ln p enters a move. */
enum class GuidanceForm
{
    noise,    ///< ε − w·σ·G, for every sampler; w = 1 is Bayes' rule (arXiv 2105.05233, algorithm 2)
    mean,     ///< mean + w·Σ·G of an ancestral move, Σ its variance (algorithm 1); nothing in the final denoising
    published ///< ε − w·G, as CRASH's code has it: strength 1/σ, and nothing in the final denoising
};

/** Classifier guidance as a recipe holds it. */
struct ClassifierGuidance
{
    double scale = 0.0; ///< w, 0…20; 0: none
    GuidanceForm form = GuidanceForm::noise;

    bool operator== (const ClassifierGuidance&) const = default;
};

struct GuidanceFormInfo
{
    GuidanceForm form;
    std::string key;  ///< on the command line and in recipes
    std::string name; ///< for people
};

const std::vector<GuidanceFormInfo>& allGuidanceForms();
const std::string& keyOf (GuidanceForm form);
GuidanceForm guidanceFormFromKey (std::string_view key); ///< throws UsageError with the nearest known key
} // namespace stochastick
