#include "UserSettings.h"

#include "FileContent.h"
#include "ForeignJson.h"
#include "Support/AtomicFile.h"
#include "Support/Error.h"

namespace stochastick
{
namespace
{
using nlohmann::json;

json parsed (const std::filesystem::path& file)
{
    try
    {
        const auto content = foreignJson (contentOf (file));
        return content.is_object() ? content : json::object();
    }
    catch (const Error&) // mostly because nothing was chosen yet
    {
        return json::object();
    }
}

/** 0 for what is no such number. */
int numberIn (const json& source, const char* key, int most)
{
    return wholeNumber (source.value (key, json()), 0, most).value_or (0);
}

std::string deviceIn (const json& source)
{
    const auto value = source.value ("device", json());
    const auto isKnown = value == "cpu" || value == "cuda";
    return isKnown ? value.get<std::string>() : EngineSettings {}.device;
}
} // namespace

UserSettings::UserSettings (std::filesystem::path file)
    : path (std::move (file))
{
}

UserChoices UserSettings::read() const
{
    constexpr int mostThreads = 256, mostPixels = 10000;

    if (path.empty())
        return {};

    const auto source = parsed (path);
    return { { deviceIn (source), numberIn (source, "threads", mostThreads) },
             numberIn (source, "windowWidth", mostPixels),
             numberIn (source, "windowHeight", mostPixels) };
}

std::string UserSettings::change (const std::function<void (UserChoices&)>& how) const
{
    const auto before = read();
    auto choices = before;
    how (choices);

    if (path.empty() || choices == before)
        return {};

    auto stored = parsed (path); // a newer version may have put something there
    stored["device"] = choices.engine.device;
    stored["threads"] = choices.engine.threads;
    stored["windowWidth"] = choices.windowWidth;
    stored["windowHeight"] = choices.windowHeight;

    try
    {
        createFolder (path.parent_path());
        writeAtomically (path, stored.dump (4, ' ', false, json::error_handler_t::replace) + '\n');
    }
    catch (const Error& error)
    {
        return error.what();
    }

    return {};
}
} // namespace stochastick
