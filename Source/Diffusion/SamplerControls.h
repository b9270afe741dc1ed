#pragma once

#include <string>
#include <vector>

namespace stochastick
{
/** The numbers that a person may turn; each sampler understands some of them (SamplerInfo::controls). */
struct SamplerControls
{
    double eta = 0.0;
    double tolerance = 0.02;
    double absoluteTolerance = 0.001;
    double maximumCalls = 2000.0;
    double churn = 5.0;
    double correctorSnr = 0.16;

    bool operator== (const SamplerControls&) const = default;
};

/** One row for each of them: command line, recipes, menus and docs read this list. */
struct SamplerControl
{
    double SamplerControls::*value;
    std::string key;  ///< in recipes; with dashes, on the command line
    std::string name; ///< for people
    std::string help; ///< what it does
    double low, high;
    bool whole; ///< takes whole numbers only
};

const std::vector<SamplerControl>& allSamplerControls();
const SamplerControl& controlOf (double SamplerControls::*value);

/** Throws UsageError that names the control and its range. */
void check (const SamplerControls& controls);
} // namespace stochastick
