#pragma once

#include "Engine/Recipe.h"

#include <nlohmann/json.hpp>

namespace stochastick
{
// The sounds of a project, each distinct one once: those that are played and those inside recipes. A place on the shelf
// stands for a sound where a recipe of its own would hold it; silence at the end is left out, as recipes do, so that a sound
// and the source of its variations are one.

class ShelfWriter
{
public:
    nlohmann::json put (const MonoAudio& audio);
    nlohmann::json put (const Recipe& recipe);

    const nlohmann::json& sounds() const { return list; }

private:
    std::size_t put (const std::string& base64);

    std::map<std::string, std::size_t> places;
    nlohmann::json list = nlohmann::json::array();
};

/** What it is given was read from a file: everything throws Error or nlohmann's exceptions for what is wrong. */
class ShelfReader
{
public:
    explicit ShelfReader (const nlohmann::json& sounds);

    MonoAudio audio (const nlohmann::json& stored) const;
    Recipe recipe (nlohmann::json stored) const;

private:
    const nlohmann::json& at (const nlohmann::json& place) const;

    const nlohmann::json& list; // outlives the reader
};
} // namespace stochastick
