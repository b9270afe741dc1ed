#pragma once

#include <cstdlib>
#include <optional>
#include <string>

namespace stochastick::test
{
/** A variable of the environment for the lifetime of the object. */
class EnvironmentVariable
{
public:
    EnvironmentVariable (const char* newName, const std::string& value)
        : name (newName)
    {
        ::setenv (name, value.c_str(), 1);
    }

    ~EnvironmentVariable() { before ? ::setenv (name, before->c_str(), 1) : ::unsetenv (name); }
    EnvironmentVariable (const EnvironmentVariable&) = delete;
    EnvironmentVariable& operator= (const EnvironmentVariable&) = delete;

private:
    const char* const name;
    const std::optional<std::string> before =
        std::getenv (name) != nullptr ? std::optional<std::string> (std::getenv (name)) : std::nullopt;
};
} // namespace stochastick::test
