#include "PluginState.h"

#include "ForeignJson.h"
#include "Support/Error.h"

#include <cmath>

namespace stochastick
{
namespace
{
using nlohmann::json;

constexpr auto formatName = "Stochastick";
constexpr auto currentVersion = 1;

Error damaged (const std::string& what)
{
    return Error ("This state of Stochastick is damaged: " + what + "; nothing was changed.");
}

json parsed (const std::string& text)
{
    auto result = foreignJson (text);

    if (! result.is_object() || result.value ("format", json()) != formatName)
        throw Error ("This is no state of Stochastick, or it was cut short; nothing was changed.");

    return result;
}

void checkVersion (const json& source)
{
    const auto version = source.value ("version", json());

    if (wholeNumber (version, 1, currentVersion))
        return;

    if (! version.is_number_unsigned() || version == 0)
        throw damaged ("it has no version");

    throw Error ("This state is of a newer Stochastick (version " + version.dump() + " of the format, this one reads up to "
                 + std::to_string (currentVersion) + "); nothing was changed.");
}

std::map<std::string, float> readParameters (const json& source)
{
    const auto values = source.value ("parameters", json::object());

    if (! values.is_object())
        throw damaged ("\"parameters\" is no object");

    std::map<std::string, float> result;

    for (const auto& [id, value] : values.items())
    {
        if (! value.is_number() || ! std::isfinite (value.get<float>()))
            throw damaged ("parameter \"" + id + "\" is no number");

        result[id] = value.get<float>();
    }

    return result;
}

std::array<int, padCount> readNotes (const json& source)
{
    const auto values = source.value ("notes", json::array());

    if (! values.is_array() || values.size() != static_cast<std::size_t> (padCount))
        throw damaged ("\"notes\" is no list of " + std::to_string (padCount));

    std::array<int, padCount> result {};

    for (std::size_t i = 0; i < result.size(); ++i)
    {
        const auto note = wholeNumber (values[i], -1, 127);

        if (! note)
            throw damaged ("a note is none from -1 to 127");

        result[i] = *note;
    }

    return result;
}
} // namespace

std::string toText (const PluginState& state)
{
    return json {
        { "format", formatName }, { "version", currentVersion },        { "parameters", state.parameters },
        { "notes", state.notes }, { "selectedPad", state.selectedPad }, { "session", state.session }
    }.dump (-1, ' ', false, json::error_handler_t::replace);
}

PluginState stateFromText (const std::string& text)
{
    const auto source = parsed (text);
    checkVersion (source);

    PluginState state;
    state.parameters = readParameters (source);
    state.notes = readNotes (source);

    state.selectedPad = wholeNumber (source.value ("selectedPad", json()), 0, padCount - 1).value_or (0);

    const auto session = source.value ("session", json());

    if (! session.is_string())
        throw damaged ("\"session\" is no text");

    state.session = session.get<std::string>();
    return state;
}
} // namespace stochastick
