#pragma once

#include <lv2/atom/atom.h>
#include <lv2/buf-size/buf-size.h>
#include <lv2/options/options.h>
#include <lv2/urid/urid.h>

#include <array>
#include <cstdint>
#include <map>
#include <string>

namespace lv2host
{
inline constexpr int largestBlock = 8192;

/** Numbers for URIs, and what a plugin asks of its host. */
class Features
{
public:
    explicit Features (int rate)
        : sampleRate (static_cast<float> (rate))
    {
    }

    LV2_URID urid (const char* uri)
    {
        return numbers.try_emplace (uri, static_cast<LV2_URID> (numbers.size() + 1)).first->second;
    }

    const char* uri (LV2_URID number) const
    {
        for (const auto& [name, value] : numbers)
            if (value == number)
                return name.c_str();

        return nullptr;
    }

    LV2_URID_Map* mapping() { return &map; }
    LV2_URID_Unmap* unmapping() { return &unmap; }
    const LV2_Feature* const* list() const { return all.data(); }

private:
    static LV2_URID mapUri (LV2_URID_Map_Handle self, const char* uri) { return static_cast<Features*> (self)->urid (uri); }

    static const char* unmapUri (LV2_URID_Unmap_Handle self, LV2_URID number)
    {
        return static_cast<const Features*> (self)->uri (number);
    }

    LV2_Options_Option option (const char* key, const char* type, std::uint32_t size, const void* value)
    {
        return { LV2_OPTIONS_INSTANCE, 0, urid (key), size, urid (type), value };
    }

    std::map<std::string, LV2_URID> numbers {};
    const float sampleRate;
    const int largest = largestBlock, smallest = 1;

    LV2_URID_Map map { this, mapUri };
    LV2_URID_Unmap unmap { this, unmapUri };
    std::array<LV2_Options_Option, 4> options {
        option (LV2_BUF_SIZE__maxBlockLength, LV2_ATOM__Int, sizeof (int), &largest),
        option (LV2_BUF_SIZE__minBlockLength, LV2_ATOM__Int, sizeof (int), &smallest),
        option ("http://lv2plug.in/ns/ext/parameters#sampleRate", LV2_ATOM__Float, sizeof (float), &sampleRate),
        LV2_Options_Option {}
    };
    LV2_Feature mapFeature { LV2_URID__map, &map }, unmapFeature { LV2_URID__unmap, &unmap },
        optionsFeature { LV2_OPTIONS__options, options.data() },
        boundedFeature { LV2_BUF_SIZE__boundedBlockLength, nullptr };
    std::array<const LV2_Feature*, 5> all { &mapFeature, &unmapFeature, &optionsFeature, &boundedFeature, nullptr };
};
} // namespace lv2host
