#include "Engine/Recipe.h"

#include "Audio/Descriptors.h"
#include "Network/ModelInfo.h"
#include "Support/Error.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace stochastick
{
namespace
{
void requireRange (const std::string& name, double value, double low, double high)
{
    if (! (value >= low && value <= high))
    {
        std::ostringstream sentence;
        sentence << name << " must lie between " << low << " and " << high << ", not " << value << '.';
        throw UsageError (sentence.str());
    }
}

void checkSources (const Recipe& recipe)
{
    const auto& info = infoOf (recipe.start.kind);
    const auto wanted = recipe.keepsSome() ? std::max (1, info.sources) : info.sources;

    if (recipe.start.sources.size() != static_cast<std::size_t> (wanted))
        throw UsageError ("A recipe that starts with \"" + info.key + "\" needs " + std::to_string (wanted)
                          + " source sounds, not " + std::to_string (recipe.start.sources.size()) + '.');

    if (info.sources > 1 && recipe.keepsSome())
        throw UsageError ("Nothing can be kept between two sounds; make the sound between them first.");

    for (const auto& source : recipe.start.sources)
        requireRange ("The length of a source in seconds", static_cast<double> (source.samples.size()) / source.sampleRate,
                      1e-4, 3);

    for (const auto& region : recipe.regions)
    {
        requireRange ("The beginning of a region in seconds", region.from, 0, 3);
        requireRange ("The end of a region in seconds", region.to, region.from + 1e-4, 3);
        requireRange ("The fade of a region in seconds", region.fade, 0, 0.5);
    }
}

/** Wide enough for any drum; what a model was trained on is narrower. */
void checkDescriptors (const Recipe& recipe)
{
    for (const auto& [key, value] : recipe.descriptors)
    {
        const auto& descriptor = descriptorFromKey (key);
        const auto name = "The " + key + " in " + descriptor.unit;

        if (descriptor.logarithmic)
            requireRange (name, value, 1e-3, 24000);
        else
            requireRange (name, value, -80, 20);
    }
}
} // namespace

void adoptDistilled (Recipe& recipe, const ModelInfo& info, bool keepGuidance)
{
    if (! info.distilled)
        return;

    recipe.sampler = SamplerKind::ddim;
    recipe.controls.eta = 0.0;
    recipe.levels = { LevelSpacing::list, recipe.levels.exponent, info.distilled->levels };
    recipe.steps = static_cast<int> (info.distilled->levels.size());
    recipe.descriptorGuidance = 1.0;

    if (! keepGuidance)
        recipe.guidance = 1.0;
}

void useFillingSampler (Recipe& recipe)
{
    recipe.sampler = SamplerKind::ancestral;
    recipe.steps = 30;
}

void check (const Recipe& recipe)
{
    requireRange ("The number of steps", recipe.steps, 1, 1000);
    requireRange ("Guidance", recipe.guidance, -10, 20);
    requireRange ("Guidance by descriptors", recipe.descriptorGuidance, -10, 20);
    check (recipe.controls);
    requireRange ("Gamma of the process", recipe.process.gamma, 0.1, 4);
    requireRange ("Eta of the process", recipe.process.eta, 0.1, 4);
    requireRange ("The exponent of the Karras levels", recipe.levels.exponent, 1, 20);
    requireRange ("The threshold's limit", recipe.threshold.limit, 0.01, 10);
    requireRange ("The threshold's percentile", recipe.threshold.percentile, 50, 100);

    if ((recipe.levels.spacing == LevelSpacing::list) == recipe.levels.list.empty())
        throw UsageError ("Levels that are written down need a list, like 40,10,3,1,0.3,0.1,0.01; others have none.");

    if (recipe.seconds != 0.0)
        requireRange ("The length in seconds", recipe.seconds, 0.02, 3);

    requireRange ("The amount", recipe.start.amount, 0, 1);
    requireRange ("The fresh share", recipe.start.fresh, 0, 1);
    requireRange ("The family amount", recipe.family.amount, 0, 1);
    requireRange ("The number of resamplings", recipe.resamplings, 1, 20);
    requireRange ("The peak in dBFS", recipe.peakDb, -60, 0);
    requireRange ("The number of moves to stop after", recipe.stopAfter, 0, 10000);
    requireRange ("Classifier guidance", recipe.classifier.scale, 0, 20);

    if (recipe.keepBelowHz != 0.0)
        requireRange ("The frequency in Hz below which is kept", recipe.keepBelowHz, 20, 2000);

    checkSources (recipe);
    checkDescriptors (recipe);

    if (recipe.classes.empty())
        throw UsageError ("A recipe needs at least one class.");

    for (const auto& [name, weight] : recipe.classes)
        requireRange ("The weight of class \"" + name + '"', weight, 1e-6, 1e6);
}

std::map<std::string, double> parseClasses (const std::string& text)
{
    std::map<std::string, double> classes;
    std::istringstream parts (text);

    for (std::string part; std::getline (parts, part, ',');)
    {
        const auto colon = part.find (':');
        const auto name = part.substr (0, colon);
        const auto weight = colon == std::string::npos ? std::string ("1") : part.substr (colon + 1);
        std::size_t used = 0;
        double value = 0;

        try
        {
            value = std::stod (weight, &used);
        }
        catch (const std::logic_error&)
        {
        }

        if (name.empty() || used != weight.size() || ! (value > 0) || ! std::isfinite (value))
            throw UsageError ("Cannot read the classes \"" + text
                              + "\"; write them as kick or kick:0.7,tom:0.3 with weights above 0.");

        classes[name] += value;
    }

    if (classes.empty())
        throw UsageError ("No class was named; write kick or kick:0.7,tom:0.3.");

    return classes;
}

std::string classesText (const std::map<std::string, double>& classes)
{
    std::ostringstream text;

    for (const auto& [name, weight] : classes)
    {
        text << (text.tellp() > 0 ? "," : "") << name;

        if (classes.size() > 1)
            text << ':' << weight;
    }

    return text.str();
}
} // namespace stochastick
