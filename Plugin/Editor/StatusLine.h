#pragma once

#include "Editor/Theme.h"
#include "Processor.h"

namespace stochastick
{
/** The newest sentence that the session said, and what the engine runs on. Message thread. */
class StatusLine : public juce::Component, private Session::Listener, private juce::Timer
{
public:
    StatusLine (Processor& processor, const Theme& theme);
    ~StatusLine() override;

    void say (const juce::String& sentence);
    const juce::String& sentence() const { return shown; }

private:
    void paint (juce::Graphics& g) override;
    void said (const std::string& sentence) override { say (juce::String::fromUTF8 (sentence.c_str())); }
    void timerCallback() override;
    juce::String right() const;

    Processor& processor;
    const Theme& theme;
    juce::String shown {}, shownRight {};
    juce::uint32 saidAt = 0; ///< ms
    bool fresh = false;
};
} // namespace stochastick
