#include "Editor/StatusLine.h"

namespace stochastick
{
namespace
{
constexpr juce::uint32 freshMs = 8000;
}

StatusLine::StatusLine (Processor& owner, const Theme& look)
    : processor (owner),
      theme (look)
{
    setComponentID ("status");
    setTitle ("Status");
    processor.session().addListener (this);
    startTimerHz (2);
    timerCallback();
}

StatusLine::~StatusLine()
{
    processor.session().removeListener (this);
}

void StatusLine::say (const juce::String& sentence)
{
    shown = sentence;
    saidAt = juce::Time::getMillisecondCounter();
    fresh = true;
    setTitle (sentence);
    repaint();
}

juce::String StatusLine::right() const
{
    const auto kilohertz = processor.hostSampleRate() / 1000.0;
    const auto voices = processor.instrument().activeVoices();
    return juce::String (voices) + (voices == 1 ? " voice   " : " voices   ")
           + juce::String (kilohertz, kilohertz == std::floor (kilohertz) ? 0 : 1) + " kHz";
}

void StatusLine::timerCallback()
{
    if (const auto notice = processor.takeNotice(); ! notice.empty())
        say (juce::String::fromUTF8 (notice.c_str()));

    const bool stillFresh = juce::Time::getMillisecondCounter() - saidAt < freshMs;

    const bool wasFresh = std::exchange (fresh, fresh && stillFresh);
    const auto before = std::exchange (shownRight, right());

    if (wasFresh != fresh || before != shownRight)
        repaint();
}

void StatusLine::paint (juce::Graphics& g)
{
    auto area = getLocalBounds().reduced (theme.padding, 0);
    g.setFont (theme.small());
    g.setColour (theme.quietText);
    g.drawText (shownRight, area.removeFromRight (140), juce::Justification::centredRight, false);

    if (shown.isEmpty())
        return;

    g.setColour (fresh ? theme.action : theme.disabledText);
    g.fillEllipse (
        area.removeFromLeft (14).toFloat().withSizeKeepingCentre (6.0f, 6.0f).withX (static_cast<float> (theme.padding)));
    g.setColour (fresh ? theme.text : theme.quietText);
    g.drawText (shown, area, juce::Justification::centredLeft, true);
}
} // namespace stochastick
