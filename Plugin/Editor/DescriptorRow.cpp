#include "Editor/DescriptorRow.h"

#include "Editor/ValueRow.h"

namespace stochastick
{
namespace
{
constexpr double beyond = 0.15; // of the range, on each side of where nine tenths of the sounds lie
constexpr float freeAlpha = 0.45f;
} // namespace

void DescriptorRow::FreeSlider::mouseDoubleClick (const juce::MouseEvent&)
{
    if (onFree)
        onFree();
}

bool DescriptorRow::FreeSlider::keyPressed (const juce::KeyPress& key)
{
    if (key != juce::KeyPress::deleteKey && key != juce::KeyPress::backspaceKey)
        return juce::Slider::keyPressed (key);

    if (onFree)
        onFree();

    return true;
}

DescriptorRow::DescriptorRow (const Theme& newTheme, const Descriptor& descriptor)
    : theme (newTheme),
      what (descriptor)
{
    slider.setSliderStyle (juce::Slider::LinearHorizontal);
    slider.setTextBoxStyle (juce::Slider::TextBoxRight, false, 66, 20);
    slider.setTitle (what.name);
    slider.setHelpText (what.help);
    slider.setTooltip (juce::String (what.help) + ". A double click leaves it free.");
    slider.setWantsKeyboardFocus (true);
    slider.setScrollWheelEnabled (false);
    slider.setComponentID (what.key);
    slider.textFromValueFunction = [this] (double value) { return free ? juce::String ("free") : textOf (value); };
    slider.valueFromTextFunction = [this] (const juce::String& text) {
        return text.getDoubleValue()
               * (text.containsIgnoreCase ("k")    ? 1000.0
                  : text.endsWithIgnoreCase ("ms") ? 0.001
                                                   : 1.0);
    };
    followSlider();
    addAndMakeVisible (slider);
    setRange (0.1, 0.2, 0.4);
    show (std::nullopt);
}

void DescriptorRow::followSlider()
{
    slider.onDragStart = [this] {
        dragging = true;
        changedSince = false;
    };
    slider.onValueChange = [this] {
        setFree (false);
        changedSince = true;
        tell();

        if (! dragging && onRelease)
            onRelease();
    };
    slider.onDragEnd = [this] {
        dragging = false;

        if (changedSince && onRelease)
            onRelease();
    };
    slider.onFree = [this] {
        if (free)
            return;

        show (std::nullopt);
        tell();

        if (onRelease)
            onRelease();
    };
}

void DescriptorRow::setRange (double low, double middle, double high)
{
    const auto from = onScale (what, low), to = onScale (what, high);
    usual = middle;

    if (to > from)
        setEnds (fromScale (what, from - beyond * (to - from)), fromScale (what, to + beyond * (to - from)));
}

void DescriptorRow::setEnds (double start, double end)
{
    const auto position = [this] (double a, double b, double value) {
        return (onScale (what, value) - onScale (what, a)) / (onScale (what, b) - onScale (what, a));
    };
    const auto value = [this] (double a, double b, double share) {
        return fromScale (what, std::lerp (onScale (what, a), onScale (what, b), share));
    };

    slider.setNormalisableRange ({ start, end, value, position });
}

void DescriptorRow::show (std::optional<double> value)
{
    setFree (! value.has_value());
    const auto shown = value.value_or (usual);

    if (shown < slider.getMinimum() || shown > slider.getMaximum())
        setEnds (std::min (shown, slider.getMinimum()), std::max (shown, slider.getMaximum()));

    slider.setValue (shown, juce::dontSendNotification);
    slider.updateText();
}

void DescriptorRow::paint (juce::Graphics& g)
{
    paintRowName (g, theme, getLocalBounds(), what.name, isEnabled());
}

void DescriptorRow::resized()
{
    slider.setBounds (getLocalBounds().withTrimmedLeft (ValueRow::nameWidth (getWidth())));
}

void DescriptorRow::setFree (bool shouldBeFree)
{
    free = shouldBeFree;
    slider.setAlpha (free ? freeAlpha : 1.0f);
}

void DescriptorRow::tell()
{
    if (onChange)
        onChange (free ? std::nullopt : std::optional (slider.getValue()));
}

juce::String DescriptorRow::textOf (double value) const
{
    if (what.unit == "Hz")
        return value >= 1000.0 ? juce::String (value / 1000.0, 1) + " kHz" : juce::String (juce::roundToInt (value)) + " Hz";

    return (what.logarithmic ? juce::String (value, 2) : juce::String (juce::roundToInt (value))) + " "
           + juce::String (what.unit);
}
} // namespace stochastick
