#pragma once

namespace stochastick
{
/** The course of a hit's level: up in a straight line, an exponential decay from there, and a straight line down once
    something ends it. Audio thread. */
class Envelope
{
public:
    /** @param decayFrames  in which it falls by 60 dB; 0: it does not fall */
    void start (double attackFrames, double decayFrames) noexcept;

    /** Ends it within so many frames, or sooner if it is on its way already. */
    void release (double frames) noexcept;

    /** Writes amplitudes, 0 after the end. */
    void read (float* gains, int frames) noexcept;

    bool ended() const noexcept { return over; }

private:
    float next() noexcept;

    double attackStep = 0.0, attack = 1.0;
    double decayFactor = 1.0, decay = 1.0;
    double releaseStep = 0.0, remaining = 1.0;
    bool over = false;
};
} // namespace stochastick
