#pragma once

#include "Editor/PadFollower.h"

namespace stochastick
{
/** What happens while a knob of the recipe is turned: nothing, or, when the person has switched it on, drafts while it moves
    and a sound when it is let go, each of which is heard when it is made. Message thread. */
class LiveMaking : private PadFollower
{
public:
    explicit LiveMaking (Processor& owner)
        : PadFollower (owner)
    {
    }

    /** On: the seed stays, so that what is heard is what the knob does. */
    void setOn (bool shouldBeOn);
    bool isOn() const { return on; }

    void turning();
    void letGo(); ///< also after a change in one go: a menu, a click

private:
    void padShown() override;
    void jobsShown() override;
    void expect();

    bool on = false;
    juce::uint32 lastDraft = 0; ///< ms
    int expecting = -1;         ///< the pad whose next sounds are to be heard; −1: none
    SoundPointer heard {};      ///< the latest that was, or was there before
};
} // namespace stochastick
