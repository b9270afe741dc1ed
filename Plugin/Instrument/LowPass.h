#pragma once

namespace stochastick
{
/** State-variable low-pass, 12 dB an octave, with trapezoidal integrators (A. Simper, "Solving the continuous SVF equations
    using trapezoidal integration and equivalent currents", 2013): stable while its cutoff moves. Audio thread. */
class LowPass
{
public:
    void start (double resonance) noexcept;

    /** @param warped  tan (π · cutoff / sample rate) */
    void setCutoff (double warped) noexcept;

    /** @param quiet  what is left in the filter is forgotten below this amplitude, above where it would be denormal */
    double process (double input, double quiet) noexcept;

    void silence() noexcept { first = second = 0.0; }
    bool isSilent() const noexcept { return first == 0.0 && second == 0.0; }

private:
    double damping = 1.0;
    double a1 = 0.0, a2 = 0.0, a3 = 0.0; // Simper's names
    double first = 0.0, second = 0.0;    ///< the integrators' states, ic1eq and ic2eq
};
} // namespace stochastick
