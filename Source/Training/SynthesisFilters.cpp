#include "Training/SynthesisFilters.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace stochastick::drums
{
namespace
{
struct Biquad
{
    double b0, b1, b2, a0, a1, a2;
};

struct Corner
{
    double cosine, alpha;
};

Corner cornerAt (double hz, double q)
{
    const double w = 2.0 * std::numbers::pi * std::clamp (hz, 5.0, 20000.0) / synthesisRate;
    return { std::cos (w), std::sin (w) / (2.0 * q) };
}

void apply (Signal& signal, const Biquad& biquad)
{
    const double b0 = biquad.b0 / biquad.a0, b1 = biquad.b1 / biquad.a0, b2 = biquad.b2 / biquad.a0;
    const double a1 = biquad.a1 / biquad.a0, a2 = biquad.a2 / biquad.a0;
    double s1 = 0.0, s2 = 0.0;
    for (double& sample : signal)
    {
        const double in = sample + antiDenormal;
        const double out = b0 * in + s1;
        s1 = b1 * in - a1 * out + s2;
        s2 = b2 * in - a2 * out;
        sample = out;
    }
}

double butterworthQ (int section, int order)
{
    return 0.5 / std::cos (std::numbers::pi * (2.0 * section + 1.0) / (2.0 * order));
}

/** `direction` is +1 for a high shelf, −1 for a low one. */
Biquad shelf (double hz, double decibels, double direction)
{
    const Corner c = cornerAt (hz, std::numbers::sqrt2 / 2.0);
    const double a = std::pow (10.0, decibels / 40.0);
    const double root = 2.0 * std::sqrt (a) * c.alpha;
    const double plus = a + 1.0, minus = direction * (a - 1.0);
    return { a * (plus + minus * c.cosine + root), -2.0 * a * (minus + plus * c.cosine),
             a * (plus + minus * c.cosine - root), plus - minus * c.cosine + root,
             2.0 * (minus - plus * c.cosine),      plus - minus * c.cosine - root };
}
} // namespace

void lowPass (Signal& signal, double hz, int order)
{
    for (int section = 0; section < order / 2; ++section)
    {
        const Corner c = cornerAt (hz, butterworthQ (section, order));
        const double b = 1.0 - c.cosine;
        apply (signal, { 0.5 * b, b, 0.5 * b, 1.0 + c.alpha, -2.0 * c.cosine, 1.0 - c.alpha });
    }
}

void highPass (Signal& signal, double hz, int order)
{
    for (int section = 0; section < order / 2; ++section)
    {
        const Corner c = cornerAt (hz, butterworthQ (section, order));
        const double b = 1.0 + c.cosine;
        apply (signal, { 0.5 * b, -b, 0.5 * b, 1.0 + c.alpha, -2.0 * c.cosine, 1.0 - c.alpha });
    }
}

void bandPass (Signal& signal, double lowHz, double highHz, int order)
{
    highPass (signal, lowHz, order);
    lowPass (signal, highHz, order);
}

void resonate (Signal& signal, double hz, double q)
{
    const Corner c = cornerAt (hz, q);
    apply (signal, { c.alpha, 0.0, -c.alpha, 1.0 + c.alpha, -2.0 * c.cosine, 1.0 - c.alpha });
}

void lowShelf (Signal& signal, double hz, double decibels)
{
    apply (signal, shelf (hz, decibels, -1.0));
}

void highShelf (Signal& signal, double hz, double decibels)
{
    apply (signal, shelf (hz, decibels, 1.0));
}

void peak (Signal& signal, double hz, double q, double decibels)
{
    const Corner c = cornerAt (hz, q);
    const double a = std::pow (10.0, decibels / 40.0);
    apply (signal,
           { 1.0 + c.alpha * a, -2.0 * c.cosine, 1.0 - c.alpha * a, 1.0 + c.alpha / a, -2.0 * c.cosine, 1.0 - c.alpha / a });
}

void tilt (Signal& signal, double pivotHz, double decibels)
{
    lowShelf (signal, pivotHz, -0.5 * decibels);
    highShelf (signal, pivotHz, 0.5 * decibels);
}
} // namespace stochastick::drums
