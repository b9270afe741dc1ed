#include "Diffusion/SamplerControls.h"

#include "Support/KeyedTable.h"

#include <cmath>
#include <sstream>

namespace stochastick
{
const std::vector<SamplerControl>& allSamplerControls()
{
    static const std::vector<SamplerControl> table {
        { &SamplerControls::eta, "eta", "Eta", "Share of fresh noise in every move", 0.0, 1.0, false },
        { &SamplerControls::tolerance, "tolerance", "Tolerance", "Relative error that an adaptive move may make", 1e-8, 1.0,
          false },
        { &SamplerControls::absoluteTolerance, "absolute_tolerance", "Absolute tolerance",
          "Error that an adaptive move may always make (full scale is 1)", 1e-9, 1.0, false },
        { &SamplerControls::maximumCalls, "maximum_calls", "The maximum of network calls",
          "Network calls after which an adaptive run ends", 16.0, 1e6, true },
        { &SamplerControls::churn, "churn", "Churn", "Noise stirred in during the whole run (S_churn of EDM)", 0.0, 1000.0,
          false },
        { &SamplerControls::correctorSnr, "corrector_snr", "The corrector's signal-to-noise ratio",
          "Signal-to-noise ratio of a Langevin step", 0.001, 1.0, false },
    };

    return table;
}

const SamplerControl& controlOf (double SamplerControls::*value)
{
    return rowOf (allSamplerControls(), &SamplerControl::value, value);
}

void check (const SamplerControls& controls)
{
    for (const auto& control : allSamplerControls())
    {
        const auto value = controls.*control.value;

        if (value >= control.low && value <= control.high && (! control.whole || value == std::floor (value)))
            continue;

        std::ostringstream sentence;
        sentence.precision (10); // a million is not written as 1e+06
        sentence << control.name << " must " << (control.whole ? "be a whole number" : "lie") << " between " << control.low
                 << " and " << control.high << ", not " << value << '.';
        throw UsageError (sentence.str());
    }
}
} // namespace stochastick
