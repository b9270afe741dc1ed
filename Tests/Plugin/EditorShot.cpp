// Paints the editor into a PNG: what people see, to be looked at and for the documentation.

#include "EditorTestTools.h"

#include <iostream>

namespace
{
using namespace editortest;

bool write (Editor& editor, float scale, const juce::File& file)
{
    const auto image = editor.createComponentSnapshot (editor.getLocalBounds(), true, scale);
    file.deleteFile();
    juce::FileOutputStream stream (file);
    return stream.openedOk() && juce::PNGImageFormat().writeImageToStream (image, stream);
}

/** Something of everything: runs that go on, candidates, a pad that is muted. */
void makeBusy (Processor& processor, Drums& drums)
{
    auto& session = processor.session();
    processor.selectPad (3);
    session.children (3, 0.3, {}, 6);
    waitUntil ([&] { return ! session.isBusy(); });
    session.vary (3, 0.3, {});
    waitUntil ([&] { return ! session.isBusy(); });
    *drums.limit = 6;
    session.generate (6);
    session.generate (3);
    session.generate (10);
    runFor (300);
    processor.parameters().getParameter (parameterId (9, "mute"))->setValueNotifyingHost (1.0f);
    processor.parameters().getParameter (parameterId (3, "pan"))->setValueNotifyingHost (0.3f);
    processor.parameters().getParameter (parameterId (3, "cutoff"))->setValueNotifyingHost (0.6f);
}
} // namespace

int main (int count, char** arguments)
{
    const juce::StringArray words (arguments + 1, count - 1);

    if (count < 2)
    {
        std::cerr << "EditorShot file.png [width height [scale [full|busy|empty|kit]]]\n";
        return 2;
    }

    const juce::ScopedJuceInitialiser_GUI juce;
    const auto mode = words[4].isEmpty() ? juce::String ("full") : words[4];
    Drums drums;
    Processor processor (drums.engine);
    processor.prepareToPlay (48000.0, 512);

    if (mode != "empty")
        fillPads (processor);

    if (mode == "busy")
        makeBusy (processor, drums);

    Editor editor (processor);
    editor.setSize (count > 3 ? words[1].getIntValue() : Editor::defaultWidth,
                    count > 3 ? words[2].getIntValue() : Editor::defaultHeight);

    if (mode == "kit")
        get<juce::Button> (editor, "wholeKit").triggerClick();

    runFor (300);
    return write (editor, count > 4 ? words[3].getFloatValue() : 1.0f,
                  juce::File::getCurrentWorkingDirectory().getChildFile (words[0]))
               ? 0
               : 1;
}
