#include "Editor/ModelChoice.h"

#include <algorithm>

namespace stochastick
{
namespace
{
/** Undoes adoptDistilled(): no other model is run on the levels of a distilled one. */
void runAsUsual (Recipe& recipe)
{
    const Recipe usual;
    recipe.sampler = usual.sampler;
    recipe.controls.eta = usual.controls.eta;
    recipe.levels = usual.levels;
    recipe.steps = usual.steps;
    recipe.guidance = usual.guidance;
    recipe.descriptorGuidance = usual.descriptorGuidance;
}

void keepWhatIsKnown (Recipe& recipe, const ModelInfo& info)
{
    std::erase_if (recipe.classes, [&] (const auto& weighed) {
        return std::find (info.classes.begin(), info.classes.end(), weighed.first) == info.classes.end();
    });
    std::erase_if (recipe.descriptors, [&] (const auto& asked) {
        return std::none_of (info.descriptors.begin(), info.descriptors.end(),
                             [&] (const DescriptorScale& scale) { return scale.key == asked.first; });
    });

    if (recipe.classes.empty())
        recipe.classes[info.classes.front()] = 1.0;
}
} // namespace

void chooseModel (Recipe& recipe, const std::string& name, const ModelInfo& chosen, const ModelInfo& former)
{
    recipe.model = name;
    recipe.weightHash.clear();
    recipe.classifier = {}; // was trained beside the former one
    recipe.asPublished = false;
    keepWhatIsKnown (recipe, chosen);

    if (former.distilled)
        runAsUsual (recipe);

    adoptDistilled (recipe, chosen);
}
} // namespace stochastick
