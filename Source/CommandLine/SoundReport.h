#pragma once

#include "CommandLine/ProgressLine.h"
#include "Engine/Generator.h"

#include <nlohmann/json.hpp>

namespace stochastick
{
/** Makes one sound while showing "name: step 3 of 15" for its share of the whole. @param onProgress  told too, if not empty */
Sound makeWithProgress (Generator& generator, const Recipe& recipe, const CancelToken& cancel, ProgressLine& line,
                        const std::string& name, std::size_t index, std::size_t count,
                        const ProgressCallback& onProgress = {});

/** What --json says of a sound that was written. */
nlohmann::json describe (const Sound& sound, const std::filesystem::path& file);

/** On standard output, indented; bytes of file names that are not UTF-8 are replaced. */
void printJson (const nlohmann::json& json);
} // namespace stochastick
