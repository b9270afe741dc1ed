#pragma once

#include "Editor/PadFollower.h"

#include <array>

namespace stochastick
{
/** What happens while a knob of the recipe is turned: nothing, or, when the person has switched it on, drafts while it moves
    and a sound when it is let go, each of which is heard when it is made. From the first turn on the pad keeps its seed, so
    that what is heard is what the knob does. Message thread. */
class LiveMaking : private PadFollower, private juce::Timer
{
public:
    explicit LiveMaking (Processor& owner)
        : PadFollower (owner)
    {
    }

    void setOn (bool shouldBeOn);
    bool isOn() const { return processor.editorMemory().makesLive; }

    void turning();
    void letGo(); ///< also after a change in one go: a menu, a click

private:
    void padShown() override;
    void jobsShown() override;
    void timerCallback() override;
    void begin();
    void end();
    void keepSeed();
    void draft();
    void expect();
    JobId generation() const;
    JobId& ownGeneration() { return ownGenerations.at (static_cast<std::size_t> (padIndex())); }

    std::array<JobId, Session::pads> ownGenerations {}; ///< the last of each pad that letGo() began; 0: none
    juce::uint32 lastDraft = 0;                         ///< ms
    int turned = -1;                                    ///< the pad whose knob is held; −1: none
    int expecting = -1;                                 ///< the pad whose next sounds are to be heard; −1: none
    SoundPointer heard {};                              ///< the latest that was, or was there before
};
} // namespace stochastick
