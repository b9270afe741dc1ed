#include "Audio/Fft.h"

#include "Support/Error.h"

#include <bit>
#include <numbers>
#include <string>

namespace stochastick
{
RealFft::RealFft (int size)
    : half (size > 0 ? static_cast<std::size_t> (size) / 2 : 0)
{
    if (size < 4 || ! std::has_single_bit (static_cast<unsigned> (size)))
        throw UsageError ("The FFT size " + std::to_string (size) + " is not a power of two of at least 4.");

    reversed.resize (half);
    points.resize (half);
    spectrum.resize (half + 1);

    for (std::size_t k = 0; k < half; ++k)
    {
        twiddles.push_back (std::polar (1.0, -std::numbers::pi * static_cast<double> (k) / static_cast<double> (half)));
        reversed[k] = (reversed[k / 2] + (k % 2) * half) / 2;
    }
}

const std::vector<std::complex<double>>& RealFft::transform (const std::vector<double>& samples)
{
    permute (samples);
    combine();
    unpack();
    return spectrum;
}

/** Even samples become real parts, odd ones imaginary parts, in bit-reversed order. */
void RealFft::permute (const std::vector<double>& samples)
{
    for (std::size_t n = 0; n < half; ++n)
        points[reversed[n]] = { samples[2 * n], samples[2 * n + 1] };
}

void RealFft::combine()
{
    for (std::size_t span = 1; span < half; span *= 2)
    {
        const auto stride = half / span;

        for (std::size_t start = 0; start < half; start += 2 * span)
        {
            for (std::size_t k = start; k < start + span; ++k)
            {
                const auto turned = points[k + span] * twiddles[(k - start) * stride];
                points[k + span] = points[k] - turned;
                points[k] += turned;
            }
        }
    }
}

/** Separates the spectra of even and odd samples by their symmetry and joins them by one last butterfly. */
void RealFft::unpack()
{
    for (std::size_t k = 0; k < half; ++k)
    {
        const auto mirrored = std::conj (points[(half - k) % half]);
        const auto even = 0.5 * (points[k] + mirrored);
        const auto odd = Complex (0.0, -0.5) * (points[k] - mirrored);
        spectrum[k] = even + odd * twiddles[k];
    }

    spectrum[half] = points[0].real() - points[0].imag();
}
} // namespace stochastick
