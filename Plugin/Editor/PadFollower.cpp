#include "Editor/PadFollower.h"

namespace stochastick
{
PadFollower::PadFollower (Processor& owner)
    : processor (owner),
      shown (owner.selectedPad())
{
    processor.session().addListener (this);
    processor.selection().addChangeListener (this);
}

PadFollower::~PadFollower()
{
    processor.selection().removeChangeListener (this);
    processor.session().removeListener (this);
}

std::shared_ptr<const PlayableSound> PadFollower::playable (const MonoAudio& audio)
{
    PlayableSound sound;
    sound.zones.push_back ({ 1, 127, static_cast<double> (audio.sampleRate), audio.samples });
    return std::make_shared<const PlayableSound> (mended (sound));
}

void PadFollower::padChanged (int changed)
{
    if (changed == padIndex())
        showSelected();
}

void PadFollower::changeListenerCallback (juce::ChangeBroadcaster*)
{
    showSelected();
    jobsShown();
}

void PadFollower::showSelected()
{
    if (! isSelectedShown())
    {
        padLeft();
        shown = padIndex();
    }

    padShown();
}
} // namespace stochastick
