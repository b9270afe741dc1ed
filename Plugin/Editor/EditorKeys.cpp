#include "Editor/Editor.h"

namespace stochastick
{
namespace
{
bool isLetter (const juce::KeyPress& key, char letter)
{
    return ! key.getModifiers().isCommandDown() && ! key.getModifiers().isAltDown()
           && juce::CharacterFunctions::toLowerCase (static_cast<juce::juce_wchar> (key.getKeyCode()))
                  == static_cast<juce::juce_wchar> (letter);
}
} // namespace

bool Editor::keyStateChanged (bool down)
{
    if (down && juce::KeyPress::isKeyCurrentlyDown (juce::KeyPress::tabKey))
        showFocus (true);

    return false;
}

bool Editor::keyPressed (const juce::KeyPress& key)
{
    return moveByKey (key) || editByKey (key) || makeByKey (key);
}

bool Editor::moveByKey (const juce::KeyPress& key)
{
    using Key = juce::KeyPress;
    const auto code = key.getKeyCode();

    if (key.getModifiers().isAnyModifierKeyDown()
        || (code != Key::leftKey && code != Key::rightKey && code != Key::upKey && code != Key::downKey))
        return false;

    showFocus (true);
    grid.moveSelection ((code == Key::rightKey) - (code == Key::leftKey), (code == Key::upKey) - (code == Key::downKey));
    return true;
}

bool Editor::editByKey (const juce::KeyPress& key)
{
    using Key = juce::KeyPress;
    const auto mods = key.getModifiers();
    const auto pad = owner.selectedPad();

    if (mods.isCommandDown() && (key.getKeyCode() == 'Z' || key.getKeyCode() == 'z'))
        mods.isShiftDown() ? owner.session().redoStep() : owner.session().undo();
    else if (mods.isCommandDown() && (key.getKeyCode() == 'Y' || key.getKeyCode() == 'y'))
        owner.session().redoStep();
    else if (key == Key::deleteKey || key == Key::backspaceKey)
        owner.session().clear (pad);
    else if (key == Key::F2Key)
        grid.view (pad).rename();
    else if (key == Key (Key::F10Key, juce::ModifierKeys::shiftModifier, 0))
        actions.showMenu (pad, grid.view (pad));
    else if (key == Key::escapeKey && kitMaker.isVisible())
        showKitMaker (false);
    else
        return false;

    return true;
}

bool Editor::makeByKey (const juce::KeyPress& key)
{
    const auto pad = owner.selectedPad();

    if (key == juce::KeyPress::spaceKey || key == juce::KeyPress::returnKey)
        owner.audition (pad, 0.8f);
    else if (isLetter (key, 'g'))
        make.generate();
    else if (isLetter (key, 'v') && owner.session().pad (pad).sound() != nullptr)
        make.vary();
    else
        return false;

    return true;
}
} // namespace stochastick
