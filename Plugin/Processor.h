#pragma once

#include "Editor/RegionSet.h"
#include "Instrument/Instrument.h"
#include "ParameterReader.h"
#include "PluginState.h"
#include "ProcessorAuditions.h"
#include "Session/Session.h"
#include "UserSettings.h"

#include <memory>
#include <mutex>

namespace stochastick
{
struct FactoryKit;

/** What a person chose in the editor: outlives it, is not saved. Message thread. */
struct EditorMemory
{
    static constexpr auto unnamedKit = "Kit";

    juce::String kitName { unnamedKit };
    std::vector<Lock> locks {}; ///< what a variation keeps
    double amount = 30.0;       ///< of a variation, %
    bool makesLive = false;     ///< LiveMaking is on
};

/** The plugin as a host sees it: joins parameters, MIDI and the session's sounds to the instrument.
    Each group below says which thread calls it. */
class Processor : public juce::AudioProcessor, private juce::Timer, private Session::Listener
{
public:
    /** @param userSettings  where the person's choices for all projects stand; usually nowhere */
    explicit Processor (std::shared_ptr<SharedEngine> engine = SharedEngine::shared(),
                        UserSettings userSettings = UserSettings());
    ~Processor() override;

    // Message thread: for the editor

    Session& session() { return project; }
    Instrument& instrument() { return player; }
    juce::AudioProcessorValueTreeState& parameters() { return values; }

    /** Plays a pad as if it were hit, at most 0.5 s late or not at all. */
    void audition (int pad, float velocity);

    /** Plays what is on no pad: a candidate, a sound that emerges. The one before it ends. */
    void audition (std::shared_ptr<const PlayableSound> sound);

    int selectedPad() const { return selected.load (std::memory_order_relaxed); }
    void selectPad (int pad);
    juce::ChangeBroadcaster& selection() { return selectionChanges; } ///< of a pad; also when a note changed

    int noteOf (int pad) const { return reader.noteOf (pad); } ///< MIDI; −1: none
    void setNote (int pad, int note);

    /** From the next sound on, in all instances, and when the program is started again.
        @return an empty text, or why it was not stored */
    std::string chooseEngine (const EngineSettings& chosen);
    const UserSettings& userSettings() const { return settings; }

    /** What is marked on a pad's sound to be made anew: outlives the editor, is not saved. */
    RegionSet& regions (int pad) { return marked[static_cast<std::size_t> (pad)]; }

    EditorMemory& editorMemory() { return memory; }

    double hostSampleRate() const { return sampleRateOfHost.load (std::memory_order_relaxed); }

    /** Everything a project remembers, in a file. @return an empty text or a sentence */
    std::string savePreset (const std::filesystem::path& file);

    /** Either takes the place of everything; what the person made is kept for the way back. @return an empty text or a
        sentence */
    std::string loadPreset (const std::filesystem::path& file);
    std::string loadFactoryKit (const FactoryKit& kit);

    /** To what the kit that was opened last took the place of. What is there now is kept in turn, as the last to be returned
        to. @return an empty text or a sentence */
    std::string returnToReplacedKit();
    bool canReturnToReplacedKit() const { return ! replacedKits.empty(); }

    /** What could not be restored since the last call, or was said while there was no editor: the last sentence; mostly
        empty. */
    std::string takeNotice();

    // The host, on any thread of its own but the audio thread

    void prepareToPlay (double sampleRate, int largestBlock) override;
    void releaseResources() override { reset(); }
    bool isBusesLayoutSupported (const BusesLayout& layouts) const override;

    const juce::String getName() const override { return "Stochastick"; }
    bool acceptsMidi() const override { return true; }
    bool producesMidi() const override { return false; }
    double getTailLengthSeconds() const override;
    bool hasEditor() const override { return true; }
    juce::AudioProcessorEditor* createEditor() override;

    int getNumPrograms() override { return 1; }
    int getCurrentProgram() override { return 0; }
    void setCurrentProgram (int) override {}
    const juce::String getProgramName (int) override { return "Default"; }
    void changeProgramName (int, const juce::String&) override {}

    void getStateInformation (juce::MemoryBlock& destination) override;
    void setStateInformation (const void* data, int size) override;

    // Audio thread

    /** Silence at once; what waits is forgotten. From any thread while no block is processed. */
    void reset() override;

    void processBlock (juce::AudioBuffer<float>& buffer, juce::MidiBuffer& midi) override;
    void processBlockBypassed (juce::AudioBuffer<float>& buffer, juce::MidiBuffer& midi) override;
    using juce::AudioProcessor::processBlock, juce::AudioProcessor::processBlockBypassed; // of doubles: not supported

private:
    static BusesProperties outputs();
    void timerCallback() override;
    void keepTime();
    void padChanged (int pad) override;
    void tellHostOfChange();
    void jobsChanged() override { keepTime(); }
    void said (const std::string& sentence) override;
    void give (int pad, std::shared_ptr<const PlayableSound> sound);
    void render (juce::AudioBuffer<float>& buffer);
    void applyMasterLevel (juce::AudioBuffer<float>& buffer);

    void loadFactoryKit();
    std::string open (const PluginState& kit);
    PluginState state();
    std::string apply (const PluginState& newState);
    void applyParameters (const PluginState& newState);
    std::string applySession (const PluginState& newState);
    void applyPending();
    std::string sessionText();
    void say (const std::string& sentence);

    juce::AudioProcessorValueTreeState values;
    ParameterReader reader;
    Instrument player;
    AuditionQueue auditions;
    float lastMasterGain = 1.0f;

    const UserSettings settings;
    Session project;
    std::array<RegionSet, Session::pads> marked {};
    EditorMemory memory {};
    std::atomic<int> selected { 0 };
    juce::ChangeBroadcaster selectionChanges;
    std::atomic<double> sampleRateOfHost { 44100.0 };
    std::array<std::atomic<double>, padCount> soundSeconds {};
    bool restoring = false;                   // message thread, as the next two
    std::vector<PluginState> replacedKits {}; // by opened ones; the last is returned to first
    PluginState untouchedKit {};              // as it was opened: not worth keeping

    std::mutex stateMutex;                      // guards the rest; never taken by the audio thread
    std::shared_ptr<const PluginState> pending; // restored, but not yet on the message thread
    std::string notice;
};
} // namespace stochastick
