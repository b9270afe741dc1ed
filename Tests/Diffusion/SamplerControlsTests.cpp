#include "Diffusion/SamplerControls.h"

#include "Diffusion/SamplerTable.h"
#include "Support/Error.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <set>

using namespace stochastick;
using Catch::Contains;

namespace
{
SamplerControls with (const SamplerControl& control, double value)
{
    SamplerControls controls;
    controls.*control.value = value;
    return controls;
}
} // namespace

TEST_CASE ("the controls of a sampler start inside their ranges")
{
    CHECK_NOTHROW (check (SamplerControls {}));
}

TEST_CASE ("each control is accepted at both ends of its range and refused one rounding beyond them")
{
    constexpr auto infinity = std::numeric_limits<double>::infinity();

    for (const auto& control : allSamplerControls())
    {
        CAPTURE (control.key);
        CHECK_NOTHROW (check (with (control, control.low)));
        CHECK_NOTHROW (check (with (control, control.high)));
        CHECK_THROWS_AS (check (with (control, std::nextafter (control.low, -infinity))), UsageError);
        CHECK_THROWS_AS (check (with (control, std::nextafter (control.high, infinity))), UsageError);
        CHECK_THROWS_AS (check (with (control, infinity)), UsageError);
        CHECK_THROWS_AS (check (with (control, -infinity)), UsageError);
    }
}

TEST_CASE ("a control that is not a number is refused")
{
    for (const auto& control : allSamplerControls())
    {
        CHECK_THROWS_AS (check (with (control, std::numeric_limits<double>::quiet_NaN())), UsageError);
        CHECK_THROWS_WITH (check (with (control, std::numeric_limits<double>::quiet_NaN())), Contains (control.name));
    }
}

TEST_CASE ("the sentence for a control out of range has its name, its range and the value")
{
    for (const auto& control : allSamplerControls())
    {
        CHECK_THROWS_WITH (check (with (control, -2.5)), Contains (control.name + " must") && Contains ("not -2.5."));
        CHECK_THROWS_WITH (check (with (control, 2345678.0)),
                           Contains (control.name + " must") && Contains ("not 2345678."));
    }

    CHECK_THROWS_WITH (check (with (controlOf (&SamplerControls::eta), 1.5)), "Eta must lie between 0 and 1, not 1.5.");
    CHECK_THROWS_WITH (check (with (controlOf (&SamplerControls::maximumCalls), 1000001.0)),
                       Contains ("between 16 and 1000000, not 1000001."));
}

TEST_CASE ("the maximum of network calls takes whole numbers only, the others any")
{
    CHECK_NOTHROW (check (with (controlOf (&SamplerControls::maximumCalls), 100.0)));
    CHECK_THROWS_AS (check (with (controlOf (&SamplerControls::maximumCalls), 100.5)), UsageError);
    CHECK_THROWS_WITH (check (with (controlOf (&SamplerControls::maximumCalls), 100.5)),
                       Contains ("whole number") && Contains ("100.5"));

    for (const auto& control : allSamplerControls())
        if (! control.whole)
            CHECK_NOTHROW (check (with (control, 0.5 * (control.low + control.high))));
}

TEST_CASE ("every control has one row with a key of its own, and some sampler uses it")
{
    std::set<std::string> keys;

    for (const auto& control : allSamplerControls())
    {
        CAPTURE (control.key);
        CHECK (keys.insert (control.key).second);
        CHECK (controlOf (control.value).key == control.key);
        CHECK (control.low < control.high);

        bool used = false;

        for (const auto& sampler : allSamplers())
            used = used || sampler.uses (control.value);

        CHECK (used);
    }

    CHECK (keys.size() == sizeof (SamplerControls) / sizeof (double));
}
