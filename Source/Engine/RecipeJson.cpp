#include "Audio/MemoryFlac.h"
#include "Engine/Recipe.h"
#include "Support/Base64.h"
#include "Support/Error.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

namespace stochastick
{
using nlohmann::json;

namespace
{
/** Without the library's bending of 15.5, true or 2^32 + 15 to 15. */
template <typename Integer>
Integer wholeNumber (const json& j, const char* key)
{
    const auto& value = j.at (key);

    if (! value.is_number())
        throw Error ("This is not a recipe of Stochastick: \"" + std::string (key) + "\" is no number.");

    const bool fits = value.is_number_unsigned()
                          ? std::in_range<Integer> (value.get<std::uint64_t>())
                          : value.is_number_integer() && std::in_range<Integer> (value.get<std::int64_t>());

    if (! fits)
        throw Error ("The recipe cannot be used: \"" + std::string (key) + "\" must be a whole number in its range.");

    return value.get<Integer>();
}

json controlsToJson (const SamplerControls& controls)
{
    auto j = json::object();

    for (const auto& control : allSamplerControls())
        j[control.key] = controls.*control.value;

    return j;
}

SamplerControls controlsFromJson (const json& j)
{
    SamplerControls controls;

    for (const auto& control : allSamplerControls())
        controls.*control.value = j.at (control.key);

    return controls;
}

json partsOf (const ProcessSpec& process)
{
    return { { "key", keyOf (process.kind) }, { "gamma", process.gamma }, { "eta", process.eta } };
}

json partsOf (const LevelPlan& levels)
{
    return { { "key", keyOf (levels.spacing) }, { "exponent", levels.exponent }, { "list", levels.list } };
}

json partsOf (const Thresholding& threshold)
{
    return { { "key", keyOf (threshold.kind) }, { "limit", threshold.limit }, { "percentile", threshold.percentile } };
}

json partsOf (const RecipeStart& start)
{
    auto sources = json::array();

    for (const auto& source : start.sources)
        sources.push_back (
            { { "flac", toBase64 (toFlac ({ source.samples, source.sampleRate })) }, { "classes", source.classes } });

    return {
        { "key", infoOf (start.kind).key }, { "amount", start.amount }, { "fresh", start.fresh }, { "sources", sources }
    };
}

json partsOf (const ClassifierGuidance& guidance)
{
    return { { "key", keyOf (guidance.form) }, { "scale", guidance.scale } };
}

json partsOf (const Family& family)
{
    return { { "seed", family.seed }, { "amount", family.amount } };
}

json partsOf (const std::vector<Region>& regions)
{
    auto list = json::array();

    for (const auto& region : regions)
        list.push_back ({ { "from", region.from }, { "to", region.to }, { "fade", region.fade } });

    return list;
}

RecipeStart startFrom (const json& j)
{
    RecipeStart start { startFromKey (j.at ("key").get<std::string>()), j.at ("amount"), {}, j.at ("fresh") };

    for (const auto& source : j.at ("sources"))
    {
        auto audio = fromFlac (fromBase64 (source.at ("flac").get<std::string>()));
        start.sources.push_back (
            { std::move (audio.samples), audio.sampleRate, source.at ("classes").get<std::map<std::string, double>>() });
    }

    return start;
}

std::vector<Region> regionsFrom (const json& j)
{
    std::vector<Region> regions;

    for (const auto& region : j.get_ref<const json::array_t&>())
        regions.push_back ({ region.at ("from"), region.at ("to"), region.at ("fade") });

    return regions;
}

std::string keyIn (const json& j)
{
    return j.at ("key");
}

/** Version 1 knew eta alone of the controls, processes and levels without numbers, no threshold and no sources. */
void migrateFrom1 (json& j)
{
    SamplerControls controls;
    controls.eta = j.at ("eta");
    j["controls"] = controlsToJson (controls);

    ProcessSpec process;
    process.kind = processFromKey (j.at ("process").get<std::string>());
    j["process"] = partsOf (process);

    LevelPlan levels;
    levels.spacing = levelSpacingFromKey (j.at ("levels").get<std::string>());
    j["levels"] = partsOf (levels);
    j["threshold"] = partsOf (Thresholding {});
    j["start"] = partsOf (RecipeStart {});
    j["regions"] = json::array();
    j["resamplings"] = 1;
}

/** Version 2 knew no descriptors, no classifier, no family, no lows that are kept, one way to fill and one level. */
void migrateFrom2 (json& j)
{
    const Recipe plain;
    j["descriptors"] = json::object();
    j["classifier"] = partsOf (plain.classifier);
    j.at ("start")["fresh"] = plain.start.fresh;
    j["family"] = partsOf (plain.family);
    j["fill"] = keyOf (plain.fill);
    j["keep_below_hz"] = plain.keepBelowHz;
    j["peak_db"] = plain.peakDb;
    j["stop_after"] = plain.stopAfter;
}

/** The amount that means today what another one meant up to version 3, for the noise levels of the models of that time. */
double amountSince4 (double amount)
{
    constexpr double smallest = 2e-4, largest = 40.0, karras = 7.0;
    const auto root = [] (double ratio) { return std::pow (ratio, 1.0 / karras); };
    const auto ratio = std::pow (std::lerp (root (smallest), root (largest), std::clamp (amount, 0.0, 1.0)), karras);
    return std::clamp (amountOfRatio (ratio, smallest, largest), 0.0, 1.0);
}

/** Up to version 3 one scale guided classes and descriptors alike, and small amounts of variation went farther. */
void migrateFrom3 (json& j)
{
    j["descriptor_guidance"] = j.at ("guidance");
    j["as_published"] = false;

    auto& start = j.at ("start");
    const auto kind = startFromKey (keyIn (start));

    if (kind == StartKind::variation || kind == StartKind::encodedVariation)
        start["amount"] = amountSince4 (start.at ("amount"));
}

Recipe parse (json j)
{
    const auto version = wholeNumber<int> (j, "version");

    if (version < 1 || version > Recipe::version)
        throw Error ("The recipe is of version " + std::to_string (version)
                     + ", which this program does not know; update Stochastick.");

    if (version < 2)
        migrateFrom1 (j);

    if (version < 3)
        migrateFrom2 (j);

    if (version < 4)
        migrateFrom3 (j);

    Recipe recipe;
    recipe.model = j.at ("model");
    recipe.weightHash = j.at ("weight_hash");
    recipe.classes = j.at ("classes").get<std::map<std::string, double>>();
    recipe.guidance = j.at ("guidance");
    recipe.descriptorGuidance = j.at ("descriptor_guidance");
    recipe.asPublished = j.at ("as_published");
    recipe.steps = wholeNumber<int> (j, "steps");
    recipe.sampler = samplerFromKey (j.at ("sampler").get<std::string>());
    recipe.controls = controlsFromJson (j.at ("controls"));
    recipe.seed = wholeNumber<std::uint64_t> (j, "seed");
    recipe.seconds = j.at ("seconds");

    recipe.start = startFrom (j.at ("start"));
    recipe.regions = regionsFrom (j.at ("regions"));
    recipe.resamplings = wholeNumber<int> (j, "resamplings");
    recipe.descriptors = j.at ("descriptors").get<std::map<std::string, double>>();
    recipe.keepBelowHz = j.at ("keep_below_hz");
    recipe.peakDb = j.at ("peak_db");
    recipe.stopAfter = wholeNumber<int> (j, "stop_after");

    const auto& classifier = j.at ("classifier");
    recipe.classifier = { classifier.at ("scale"), guidanceFormFromKey (keyIn (classifier)) };

    const auto& family = j.at ("family");
    recipe.family = { wholeNumber<std::uint64_t> (family, "seed"), family.at ("amount") };

    recipe.fill = fillMethodFromKey (j.at ("fill").get<std::string>());

    const auto& process = j.at ("process");
    recipe.process = { processFromKey (keyIn (process)), process.at ("gamma"), process.at ("eta") };

    const auto& levels = j.at ("levels");
    recipe.levels = { levelSpacingFromKey (keyIn (levels)), levels.at ("exponent"),
                      levels.at ("list").get<std::vector<double>>() };

    const auto& threshold = j.at ("threshold");
    recipe.threshold = { thresholdFromKey (keyIn (threshold)), threshold.at ("limit"), threshold.at ("percentile") };
    return recipe;
}
} // namespace

std::string toJson (const Recipe& recipe)
{
    return json {
        { "version", Recipe::version },
        { "model", recipe.model },
        { "weight_hash", recipe.weightHash },
        { "classes", recipe.classes },
        { "descriptors", recipe.descriptors },
        { "classifier", partsOf (recipe.classifier) },
        { "guidance", recipe.guidance },
        { "descriptor_guidance", recipe.descriptorGuidance },
        { "as_published", recipe.asPublished },
        { "steps", recipe.steps },
        { "sampler", infoOf (recipe.sampler).key },
        { "controls", controlsToJson (recipe.controls) },
        { "process", partsOf (recipe.process) },
        { "levels", partsOf (recipe.levels) },
        { "threshold", partsOf (recipe.threshold) },
        { "seed", recipe.seed },
        { "seconds", recipe.seconds },
        { "start", partsOf (recipe.start) },
        { "family", partsOf (recipe.family) },
        { "regions", partsOf (recipe.regions) },
        { "keep_below_hz", recipe.keepBelowHz },
        { "fill", keyOf (recipe.fill) },
        { "peak_db", recipe.peakDb },
        { "stop_after", recipe.stopAfter },
        { "resamplings", recipe.resamplings }
    }.dump (-1, ' ', false, json::error_handler_t::replace);
}

Recipe recipeFromJson (const std::string& text)
{
    try
    {
        const auto recipe = parse (json::parse (text));
        check (recipe);
        return recipe;
    }
    catch (const json::exception&)
    {
        throw Error ("This is not a recipe of Stochastick, or a part of it is missing.");
    }
    catch (const UsageError& error)
    {
        throw Error (std::string ("The recipe cannot be used: ") + error.what());
    }
}
} // namespace stochastick
