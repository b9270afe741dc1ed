#pragma once

#include <filesystem>
#include <string>

namespace stochastick
{
/** All bytes of a file. Throws Error when it is no file, or when it cannot be read to its end. Any thread. */
std::string contentOf (const std::filesystem::path& file);
} // namespace stochastick
