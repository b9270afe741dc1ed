#include "Session/SoundShelf.h"

#include "Audio/MemoryFlac.h"
#include "Support/Base64.h"
#include "Support/Error.h"

namespace stochastick
{
using nlohmann::json;

namespace
{
/** Of a recipe in JSON, calls `change` for each sound inside. Recipes of version 1 had none. */
template <typename Change>
void forEachSource (json& recipe, const Change& change)
{
    if (! recipe.contains ("start"))
        return;

    for (auto& source : recipe.at ("start").at ("sources"))
        change (source.at ("flac"));
}
} // namespace

std::size_t ShelfWriter::put (const std::string& base64)
{
    const auto [place, isNew] = places.try_emplace (base64, list.size());

    if (isNew)
        list.push_back (base64);

    return place->second;
}

json ShelfWriter::put (const MonoAudio& audio)
{
    auto sounding = audio;

    while (sounding.samples.size() > 1 && sounding.samples.back() == 0.0f)
        sounding.samples.pop_back();

    return { { "sound", put (toBase64 (toFlac (sounding))) }, { "length", audio.samples.size() } };
}

json ShelfWriter::put (const Recipe& recipe)
{
    auto stored = json::parse (toJson (recipe));
    forEachSource (stored, [this] (json& sound) { sound = put (sound.get<std::string>()); });
    return stored;
}

ShelfReader::ShelfReader (const json& sounds)
    : list (sounds)
{
    if (! sounds.is_array())
        throw Error ("The sounds of the project are missing.");
}

const json& ShelfReader::at (const json& place) const
{
    if (! place.is_number_unsigned() || place.get<std::uint64_t>() >= list.size())
        throw Error ("A sound of the project is missing.");

    return list[place.get<std::size_t>()];
}

MonoAudio ShelfReader::audio (const json& stored) const
{
    constexpr double longestSeconds = 60.0;
    auto audio = fromFlac (fromBase64 (at (stored.at ("sound")).get_ref<const std::string&>()));
    const auto& length = stored.at ("length");

    if (audio.sampleRate < 1000 || audio.sampleRate > 384000 || ! length.is_number_unsigned()
        || length.get<std::uint64_t>() < audio.samples.size()
        || static_cast<double> (length.get<std::uint64_t>()) > longestSeconds * audio.sampleRate)
        throw Error ("A sound of the project is of an impossible length or sample rate.");

    audio.samples.resize (length.get<std::size_t>());
    return audio;
}

Recipe ShelfReader::recipe (json stored) const
{
    forEachSource (stored, [this] (json& sound) {
        if (! sound.is_string())
            sound = at (sound);
    });
    return recipeFromJson (stored.dump());
}
} // namespace stochastick
