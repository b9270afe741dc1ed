#pragma once

#include "Engine/SamplerStudy.h"

#include <nlohmann/json.hpp>

namespace stochastick
{
nlohmann::json toJson (const SamplerStudy& study);

/** samplers.md with samplers-analytic.png and samplers-model.png, each written whole or not at all. */
void writeSamplerPage (const std::filesystem::path& folder, const SamplerStudy& study, const SamplerStudyRequest& request);
} // namespace stochastick
