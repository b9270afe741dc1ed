#include "Plugin/Soak/Counts.h"

namespace soak
{
namespace
{
constexpr std::array names {
    "blocks",
    "notes",
    "parameter changes",
    "prepared",
    "jobs begun",
    "jobs finished",
    "cancelled",
    "stopped early",
    "undone or redone",
    "files written",
    "states saved",
    "states restored",
    "states rejected",
    "editors",
    "editors closed in runs",
    "pictures of editors",
};
} // namespace

void Counts::complain (const std::string& sentence)
{
    const std::lock_guard lock (mutex);
    ++sentences[sentence];
}

std::string Counts::line() const
{
    static_assert (names.size() == std::tuple_size_v<decltype (numbers)>);
    std::string result;

    for (std::size_t i = 0; i < names.size(); ++i)
        result += (i == 0 ? "" : ", ") + std::to_string (numbers[i]) + ' ' + names[i];

    return result;
}

std::vector<std::string> Counts::complaints() const
{
    std::vector<std::string> result;

    for (std::size_t i = 0; i < names.size(); ++i)
        if (numbers[i] == 0)
            result.push_back (std::string ("never done: ") + names[i]);

    const std::lock_guard lock (mutex);

    for (const auto& [sentence, count] : sentences)
        result.push_back (sentence + " (" + std::to_string (count) + " times)");

    return result;
}
} // namespace soak
