#pragma once

#include "Editor/Icons.h"
#include "Editor/Theme.h"
#include "Processor.h"

namespace stochastick
{
/** One job: what it makes, how far it is, and how to end it. */
class JobRow : public juce::Component
{
public:
    static constexpr int height = 40;

    JobRow (Session& session, const Theme& theme);

    void show (const JobView& job);

private:
    void paint (juce::Graphics& g) override;
    void resized() override;

    Session& session;
    const Theme& theme;
    JobId id = 0;
    juce::String text {}, remaining {};
    float fraction = 0.0f;
    bool running = false;
    IconButton stop, cancel;
};

/** Everything that is being made or waits. Message thread. */
class JobList : public juce::Component, private Session::Listener
{
public:
    JobList (Processor& processor, const Theme& theme);
    ~JobList() override;

private:
    void paint (juce::Graphics& g) override;
    void resized() override;
    void jobsChanged() override;
    void layOutRows();

    Session& session;
    const Theme& theme;
    juce::Component content {};
    juce::Viewport viewport {};
    juce::OwnedArray<JobRow> rows {};
    juce::TextButton cancelAll { "Cancel all" };
};
} // namespace stochastick
