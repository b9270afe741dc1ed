#include "Editor/ModelFacts.h"

#include "Audio/Descriptors.h"
#include "Engine/Generator.h"
#include "Support/Error.h"

#include <algorithm>

namespace stochastick
{
const ModelInfo& ModelFacts::of (const std::string& model)
{
    if (model == known && sentence.empty() && ! info.classes.empty())
        return info;

    known = model;
    sentence.clear();

    try
    {
        info = readModelInfo (findModel (model));
    }
    catch (const Error& error)
    {
        sentence = error.what();
        info = {};
    }

    if (info.classes.empty())
        info.classes.push_back (sentence.empty() ? ModelInfo::anyClass : "kick");

    return info;
}

DescriptorScale::Range ModelFacts::rangeOf (const ModelInfo& info, const DescriptorScale& scale,
                                            const std::map<std::string, double>& classes)
{
    const auto& descriptor = descriptorFromKey (scale.key);
    DescriptorScale::Range range;
    double middle = 0.0, sum = 0.0;

    for (std::size_t i = 0; i < info.classes.size() && i < scale.classes.size(); ++i)
    {
        const auto found = classes.find (info.classes[i]);

        if (found == classes.end() || found->second <= 0.0)
            continue;

        const auto& own = scale.classes[i];
        range.low = sum > 0.0 ? std::min (range.low, own.low) : own.low;
        range.high = sum > 0.0 ? std::max (range.high, own.high) : own.high;
        middle += found->second * onScale (descriptor, own.middle);
        sum += found->second;
    }

    range.middle = sum > 0.0 ? fromScale (descriptor, middle / sum) : 0.0;
    return range;
}
} // namespace stochastick
