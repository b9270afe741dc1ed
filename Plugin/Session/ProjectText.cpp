#include "Session/ProjectText.h"

#include "ForeignJson.h"
#include "Session/SoundShelf.h"
#include "Support/Error.h"

namespace stochastick
{
using nlohmann::json;

namespace
{
constexpr auto formatName = "Stochastick project";
constexpr std::size_t newestKept = 8;

[[noreturn]] void throwForeign()
{
    throw Error ("This is not a project of Stochastick, or a part of it is missing.");
}

int checked (const json& value, int low, int high)
{
    if (const auto number = wholeNumber (value, low, high))
        return *number;

    throw Error ("A number in the project is missing or out of range.");
}

/** What is worth its space. */
Pad stored (const Pad& pad)
{
    auto result = pad;
    result.history.clear();
    const auto count = pad.history.size();

    for (std::size_t i = 0; i < count; ++i)
    {
        const auto plays = static_cast<int> (i) == pad.take;

        if (plays)
            result.take = static_cast<int> (result.history.size());

        if (plays || pad.history[i].favourite || i + newestKept >= count)
            result.history.push_back (pad.history[i]);
    }

    return result;
}

json toJson (const Sound& sound, ShelfWriter& shelf)
{
    return { { "audio", shelf.put (sound.audio) },
             { "recipe", shelf.put (sound.recipe) },
             { "network_calls", sound.networkCalls },
             { "notice", sound.notice } };
}

json toJson (const Pad& pad, ShelfWriter& shelf)
{
    auto history = json::array(), layers = json::array();

    for (const auto& take : pad.history)
        history.push_back ({ { "sound", toJson (*take.sound, shelf) },
                             { "label", take.label },
                             { "favourite", take.favourite },
                             { "draft", take.draft } });

    for (const auto& layer : pad.layers)
        layers.push_back (toJson (*layer, shelf));

    return { { "name", pad.name },
             { "recipe", shelf.put (pad.recipe) },
             { "seed_locked", pad.seedLocked },
             { "history", history },
             { "take", pad.take },
             { "layers", layers },
             { "round_robins", pad.roundRobins } };
}

SoundPointer soundFrom (const json& value, const ShelfReader& shelf)
{
    return std::make_shared<const Sound> (Sound { shelf.audio (value.at ("audio")), shelf.recipe (value.at ("recipe")),
                                                  checked (value.at ("network_calls"), 0, INT32_MAX),
                                                  value.at ("notice").get<std::string>() });
}

void checkLayers (const Pad& pad)
{
    const auto robins = static_cast<std::size_t> (pad.roundRobins);

    if (pad.layers.size() % robins != 0 || pad.layers.size() / robins > 16 || (pad.take < 0 && ! pad.layers.empty()))
        throw Error ("The layers of a pad in the project do not fit together.");
}

Pad padFrom (const json& value, const ShelfReader& shelf)
{
    Pad pad;
    pad.name = value.at ("name").get<std::string>();
    pad.recipe = shelf.recipe (value.at ("recipe"));
    pad.seedLocked = value.at ("seed_locked").get<bool>();

    for (const auto& take : value.at ("history").get_ref<const json::array_t&>())
        pad.history.push_back ({ soundFrom (take.at ("sound"), shelf), take.at ("label").get<std::string>(),
                                 take.at ("favourite").get<bool>(), take.at ("draft").get<bool>() });

    pad.take = checked (value.at ("take"), -1, static_cast<int> (pad.history.size()) - 1);

    for (const auto& layer : value.at ("layers").get_ref<const json::array_t&>())
        pad.layers.push_back (soundFrom (layer, shelf));

    pad.roundRobins = checked (value.at ("round_robins"), 1, 16);
    checkLayers (pad);
    return pad;
}

Pads padsFrom (const json& project)
{
    if (project.at ("format") != formatName)
        throwForeign();

    if (const auto& version = project.at ("version");
        version.is_number_unsigned() && version.get<std::uint64_t>() > static_cast<std::uint64_t> (projectVersion))
        throw Error ("The project is of a newer version (" + version.dump()
                     + ") than this program knows; update Stochastick.");

    checked (project.at ("version"), 1, projectVersion);
    const ShelfReader shelf (project.at ("sounds"));
    const auto& stored = project.at ("pads").get_ref<const json::array_t&>();
    Pads pads;

    if (stored.size() != pads.size())
        throwForeign();

    for (std::size_t i = 0; i < pads.size(); ++i)
        pads[i] = padFrom (stored[i], shelf);

    return pads;
}
} // namespace

std::string projectText (const Pads& pads)
{
    ShelfWriter shelf;
    auto list = json::array();

    for (const auto& pad : pads)
        list.push_back (toJson (stored (pad), shelf));

    return json {
        { "format", formatName }, { "version", projectVersion }, { "pads", list }, { "sounds", shelf.sounds() }
    }.dump (-1, ' ', false, json::error_handler_t::replace);
}

Pads padsFromText (const std::string& text)
{
    try
    {
        return padsFrom (foreignJson (text));
    }
    catch (const json::exception&)
    {
        throwForeign();
    }
}
} // namespace stochastick
