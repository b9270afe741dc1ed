#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace stochastick
{
/** A Kaiser-windowed sinc in 256 phases between two samples, read with straight lines between the phases
    (J. O. Smith, "Digital Audio Resampling Home Page"). Unchanging once made: any thread. */
class SincTable
{
public:
    static constexpr int largestTapCount = 256;

    /** @param stretch  1…8: the cutoff lies at this fraction of the source's Nyquist frequency, and the filter is so
                        many times longer, so that its slope is as steep for what is heard */
    explicit SincTable (double stretch);

    int tapCount() const noexcept { return taps; }

    /** The signal between two samples. @param window  tapCount() samples, of which the middle two are tapCount() / 2 − 1
        and the next; @param fraction  of the way between these, in 2⁻³² */
    float between (const float* window, std::uint32_t fraction) const noexcept;

private:
    void fillRow (std::size_t row, double stretch);

    int taps;
    std::vector<float> rows; ///< (phases + 1, taps)
};

/** Tables for every speed at which a sound may be read: a quarter of an octave apart, so that nothing that is heard folds
    back and little treble is lost. */
class SincTables
{
public:
    /** The only ones: made by the first call (some ms), to be called while nothing plays. */
    static const SincTables& shared();

    /** @param ratio  source samples for each one that is heard; above 8 the table of 8 */
    const SincTable& forRatio (double ratio) const noexcept;

private:
    SincTables();

    std::vector<SincTable> tables;
};
} // namespace stochastick
