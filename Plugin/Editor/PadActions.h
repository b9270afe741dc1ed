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

    /** Asks whether to load it as it is or to make a drum of it. Of a file that cannot be read the session says why. */
    void offerFile (int pad, const juce::File& file, juce::Component& at);

    /** The first of them that can be read, or else the first. */
    void offerFirst (int pad, const juce::StringArray& paths, juce::Component& at);

    // What the menus hold; `at` is where further questions appear
    juce::PopupMenu menuOf (int pad, juce::Component& at);
    juce::PopupMenu pairMenu (int dragged, int target);
    juce::PopupMenu fileMenu (int pad, const juce::File& file);

    juce::File draggableFile (int pad); ///< a WAV at the host's rate; nothing when the pad is empty

    std::function<void (int pad)> onRename {};

private:
    juce::PopupMenu makingMenu (int pad);
    juce::PopupMenu layersMenu (int pad);
    juce::PopupMenu morphMenu (int from, int to);
    juce::PopupMenu othersMenu (int pad, const std::function<juce::PopupMenu::Item (int other)>& itemOf) const;
    std::function<void()> whileHere (std::function<void (PadActions&)> action);
    bool isFull (int pad) const;
    juce::String nameOf (int pad) const;
    void show (juce::PopupMenu menu, juce::Component& at);
    void browse (const char* title, const juce::File& start, const char* pattern, int mode,
                 std::function<void (PadActions&, const juce::File&)> then);
    void loadFile (int pad, juce::Component& at);
    void saveAs (int pad);
    void showInFolder (int pad);
    void copyPath (int pad);
    int sampleRate() const;

    Processor& processor;
    int copiedPad = -1;
    std::unique_ptr<juce::FileChooser> chooser {};

    JUCE_DECLARE_WEAK_REFERENCEABLE (PadActions)
};
} // namespace stochastick
