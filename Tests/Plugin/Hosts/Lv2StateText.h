#pragma once

#include <cstddef>
#include <string>

namespace lv2host
{
/** @param turtle  a state of the plugin, as lilv writes it
    @return the same, but each of two pads holds what the other held. Throws std::exception when it is not as expected. */
std::string withPadsSwapped (const std::string& turtle, std::size_t onePad, std::size_t otherPad);
} // namespace lv2host
