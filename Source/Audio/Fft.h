#pragma once

#include <complex>
#include <vector>

namespace stochastick
{
/** The discrete Fourier transform of a real signal whose length is a power of two, by the radix-2 Cooley–Tukey
    algorithm on half as many complex points. One object per thread. */
class RealFft
{
public:
    /** A power of two of at least 4; throws UsageError for other sizes. */
    explicit RealFft (int size);

    /** X[k] = Σ x[n]·exp (−2πi·k·n / size) for k = 0 … size / 2. `samples` holds `size` values.
        The result stays valid until the next call. */
    const std::vector<std::complex<double>>& transform (const std::vector<double>& samples);

private:
    using Complex = std::complex<double>;

    void permute (const std::vector<double>& samples);
    void combine();
    void unpack();

    std::size_t half;
    std::vector<Complex> twiddles; ///< exp (−2πi·k / size), k < half
    std::vector<std::size_t> reversed;
    std::vector<Complex> points;
    std::vector<Complex> spectrum;
};
} // namespace stochastick
