#pragma once

#include <algorithm>

namespace stochastick
{
/** A value that moves to where it is told in a straight line, frame by frame. Audio thread. */
class Ramp
{
public:
    void jump (double newValue) noexcept
    {
        value = target = newValue;
        left = 0;
    }

    void aim (double newTarget, int frames) noexcept
    {
        if (newTarget == target)
            return;

        target = newTarget;
        left = std::max (frames, 1);
        step = (target - value) / left;
    }

    void arrive() noexcept { jump (target); }

    double next() noexcept
    {
        if (left > 0)
            value = --left == 0 ? target : value + step;

        return value;
    }

    double current() const noexcept { return value; }
    bool isMoving() const noexcept { return left > 0; }

private:
    double value = 0.0, target = 0.0, step = 0.0;
    int left = 0; ///< frames
};
} // namespace stochastick
