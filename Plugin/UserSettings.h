#pragma once

#include "Session/SharedEngine.h"

#include <filesystem>
#include <functional>

namespace stochastick
{
/** What a person chose once for all projects. */
struct UserChoices
{
    EngineSettings engine {};
    int windowWidth = 0, windowHeight = 0; ///< pixels at scale 1; 0: never chosen

    bool operator== (const UserChoices&) const = default;
};

/** Where they stand between one start and the next: a small JSON file, which instances and programs share. Message thread. */
class UserSettings
{
public:
    /** @param file  need not exist; empty: nothing is remembered */
    explicit UserSettings (std::filesystem::path file = {});

    /** What is missing or cannot be read is as usual. Does not throw. */
    UserChoices read() const;

    /** Upon what stands there now, which others may have written. @return an empty text, or why it was not stored */
    std::string change (const std::function<void (UserChoices&)>& how) const;

private:
    std::filesystem::path path;
};
} // namespace stochastick
