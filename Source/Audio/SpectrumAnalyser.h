#pragma once

#include "Audio/Fft.h"

namespace stochastick
{
/** Short-time power spectra with a Hann window, calibrated so that a sine of amplitude 1 reads 1 (0 dB) at its peak.
    One object per thread. */
class SpectrumAnalyser
{
public:
    /** `window` in samples, at least 2, at most `fftSize`; a longer FFT only interpolates between the bins.
        Throws UsageError for other sizes. */
    SpectrumAnalyser (int window, int fftSize);

    /** Power in bins 0 … fftSize / 2 around sample `centre`; what lies outside the sound counts as silence.
        The result stays valid until the next call. */
    const std::vector<double>& powerAround (const std::vector<float>& samples, std::ptrdiff_t centre);

private:
    RealFft fft;
    std::vector<double> weights; ///< the window, scaled
    std::vector<double> frame;
    std::vector<double> power;
};
} // namespace stochastick
