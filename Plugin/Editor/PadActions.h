#pragma once

#include "Processor.h"

#include <juce_gui_basics/juce_gui_basics.h>

namespace stochastick
{
/** What can be done with a pad by menus and drops. Lives as long as the editor; what answers later (menus, file dialogs)
    looks whether it still does. Message thread. */
class PadActions
{
public:
    explicit PadActions (Processor& processor);
    ~PadActions();

    void showMenu (int pad, juce::Component& at);

    /** Asks what is to become of them: morph, breed, swap, copy. */
    void offerPair (int dragged, int target, juce::Component& at);

    /** Asks whether to load it as it is or to make a drum of it. */
    void offerFile (int pad, const juce::File& file, juce::Component& at);

    void saveAs (int pad);
    void showInFolder (int pad);
    void copyPath (int pad);
    juce::File draggableFile (int pad); ///< a WAV at the host's rate; nothing when the pad is empty

    std::function<void (int pad)> onRename {};

    static bool isSoundFile (const juce::String& path);

private:
    void choose (int pad, int item);
    juce::PopupMenu menuOf (int pad) const;
    int sampleRate() const;

    Processor& processor;
    int copiedPad = -1;
    std::unique_ptr<juce::FileChooser> chooser {};

    JUCE_DECLARE_WEAK_REFERENCEABLE (PadActions)
};
} // namespace stochastick
