#pragma once

#include "Processor.h"

#include <juce_gui_basics/juce_gui_basics.h>

namespace stochastick
{
/** Base of what shows the selected pad: is told when another one is selected and when something of it
    changes. Message thread, on which nobody is told anything while a destructor runs. */
class PadFollower : private Session::Listener, private juce::ChangeListener
{
public:
    explicit PadFollower (Processor& owner);
    ~PadFollower() override;

protected:
    virtual void padShown() {} ///< another pad was selected, or the selected one changed
    virtual void padLeft() {}  ///< another one is about to be shown: what is still being typed is for shownIndex()
    virtual void jobsShown() {}
    virtual void candidatesShown() {}

    int padIndex() const { return processor.selectedPad(); }
    const Pad& pad() const { return processor.session().pad (padIndex()); }
    Session& session() const { return processor.session(); }

    /** The pad that the controls show, which takes what they say: text boxes do so some time after they were left, by when
        another pad may be selected. */
    int shownIndex() const { return shown; }
    bool isSelectedShown() const { return shown == padIndex(); }

    /** Changes the recipe of the next sound of the pad that is shown. */
    template <typename Change>
    void edit (Change&& change) const
    {
        auto recipe = session().pad (shown).recipe;
        change (recipe);
        session().setRecipe (shown, recipe);
    }

    /** What to audition of a sound that is on no pad. */
    static std::shared_ptr<const PlayableSound> playable (const MonoAudio& audio);

    Processor& processor;

private:
    void padChanged (int changed) override;
    void jobsChanged() override { jobsShown(); }
    void candidatesChanged() override { candidatesShown(); }
    void changeListenerCallback (juce::ChangeBroadcaster* source) override;
    void showSelected();

    int shown;
};
} // namespace stochastick
