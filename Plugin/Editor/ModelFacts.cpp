#include "Editor/ModelFacts.h"

#include "Audio/Descriptors.h"
#include "Engine/Generator.h"
#include "Support/Error.h"

#include <algorithm>

namespace stochastick
{
const ModelInfo& ModelFacts::of (const std::string& model)
{
    try
    {
        const auto file = findModel (model);
        std::error_code ignored; // a file without a time is one that cannot be read
        const auto time = std::filesystem::last_write_time (file, ignored);

        if (file == known && time == written)
            return info;

        info = readModelInfo (file);
        known = file;
        written = time;
        sentence.clear();

        if (info.classes.empty())
            info.classes.push_back (ModelInfo::anyClass);
    }
    catch (const Error& error)
    {
        known.clear();
        sentence = error.what();
        info = {};
        info.classes = { "kick" };
    }

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
