#include "Processor.h"
#include "Editor/Editor.h"
#include "ProcessorMidi.h"
#include "ProcessorThread.h"

#include <cmath>

namespace stochastick
{
namespace
{
constexpr auto busyRate = 30, restingRate = 4; // Hz
constexpr auto patienceSeconds = 2.0;
} // namespace

juce::AudioProcessor::BusesProperties Processor::outputs()
{
    BusesProperties result;

    for (auto bus = 0; bus < busCount; ++bus)
        result.addBus (false, "Out " + juce::String (bus + 1), juce::AudioChannelSet::stereo(), bus == 0);

    return result;
}

Processor::Processor (std::shared_ptr<SharedEngine> engine, UserSettings userSettings)
    : AudioProcessor (outputs()),
      values (*this, nullptr, "Stochastick", parameterLayout()),
      reader (values),
      settings (std::move (userSettings)),
      project (std::move (engine))
{
    if (const auto chosen = settings.read().engine; chosen != EngineSettings {})
        project.engine().setSettings (chosen);

    project.setPlayer ([this] (int pad, std::shared_ptr<const PlayableSound> sound) { give (pad, std::move (sound)); });
    loadFactoryKit();
    project.addListener (this);
    startTimerHz (restingRate);
}

Processor::~Processor()
{
    // Some hosts destroy a plugin on another thread than the message thread, on which the timer may be calling right now.
    runOnMessageThread ([this] { stopTimer(); }, patienceSeconds);
    stopTimer();
    project.removeListener (this);
}

void Processor::prepareToPlay (double sampleRate, int largestBlock)
{
    sampleRateOfHost.store (sampleRate, std::memory_order_relaxed);
    player.prepare (sampleRate, largestBlock);
    reader.forget();
    reset();
}

void Processor::reset()
{
    player.reset();
    auditions.drop();
    lastMasterGain = reader.masterGain();
}

bool Processor::isBusesLayoutSupported (const BusesLayout& layouts) const
{
    if (layouts.getMainOutputChannelSet() != juce::AudioChannelSet::stereo())
        return false;

    for (const auto& bus : layouts.outputBuses)
        if (! bus.isDisabled() && bus != juce::AudioChannelSet::stereo())
            return false;

    return layouts.inputBuses.isEmpty();
}

double Processor::getTailLengthSeconds() const
{
    auto longest = 0.0;

    for (auto pad = 0; pad < padCount; ++pad)
        longest = std::max (longest, soundSeconds[static_cast<std::size_t> (pad)].load (std::memory_order_relaxed)
                                         * std::exp2 (-reader.tuneOf (pad) / 12.0));

    return longest;
}

void Processor::processBlock (juce::AudioBuffer<float>& buffer, juce::MidiBuffer& midi)
{
    reader.update (player);
    auditions.playOn (player);
    playMidi (midi, player);
    midi.clear(); // LV2 sends on what is left
    render (buffer);
}

void Processor::processBlockBypassed (juce::AudioBuffer<float>& buffer, juce::MidiBuffer& midi)
{
    auditions.drop();
    player.forgetEvents();
    player.allSoundOff (0); // fades out: no click
    midi.clear();
    render (buffer);
}

void Processor::render (juce::AudioBuffer<float>& buffer)
{
    const juce::ScopedNoDenormals noDenormals;
    std::array<StereoBus, busCount> buses {};
    buffer.clear(); // channels may belong to no bus of ours

    for (auto bus = 0; bus < std::min (busCount, getBusCount (false)); ++bus)
    {
        const auto channel = getChannelIndexInProcessBlockBuffer (false, bus, 0);

        if (getBus (false, bus)->isEnabled() && channel + 1 < buffer.getNumChannels())
            buses[static_cast<std::size_t> (bus)] = { buffer.getWritePointer (channel),
                                                      buffer.getWritePointer (channel + 1) };
    }

    player.render (buses, buffer.getNumSamples());
    applyMasterLevel (buffer);
}

void Processor::applyMasterLevel (juce::AudioBuffer<float>& buffer)
{
    const auto gain = reader.masterGain();

    if (buffer.getNumSamples() > 0 && (gain != 1.0f || lastMasterGain != 1.0f))
        buffer.applyGainRamp (0, buffer.getNumSamples(), lastMasterGain, gain);

    lastMasterGain = buffer.getNumSamples() > 0 ? gain : lastMasterGain;
}

void Processor::give (int pad, std::shared_ptr<const PlayableSound> sound)
{
    auto seconds = 0.0;

    if (sound != nullptr)
        for (const auto& zone : sound->zones)
            seconds = std::max (seconds, static_cast<double> (zone.samples.size()) / zone.sampleRate);

    soundSeconds[static_cast<std::size_t> (pad)].store (seconds, std::memory_order_relaxed);
    player.setSound (pad, std::move (sound));
}

void Processor::timerCallback()
{
    applyPending();
    project.poll();
    player.collect();

    keepTime();
}

void Processor::keepTime()
{
    const auto wanted = 1000 / (project.isBusy() ? busyRate : restingRate);

    if (getTimerInterval() != wanted)
        startTimer (wanted);
}

void Processor::padChanged (int pad)
{
    if (! restoring) // a host that restores a project is not to call it changed
        return tellHostOfChange();

    regions (pad).clear(); // they were marked on another project's sound
    memory.kitName = EditorMemory::unnamedKit;
}

void Processor::said (const std::string& sentence)
{
    if (getActiveEditor() == nullptr) // an open one shows it at once
        say (sentence);
}

void Processor::tellHostOfChange()
{
    updateHostDisplay (ChangeDetails().withNonParameterStateChanged (true));
}

juce::AudioProcessorEditor* Processor::createEditor()
{
    return new Editor (*this);
}

void Processor::audition (int pad, float velocity)
{
    if (pad >= 0 && pad < padCount)
        auditions.add (pad, velocity);
}

void Processor::audition (std::shared_ptr<const PlayableSound> sound)
{
    player.setSound (auditionPad, std::move (sound));
    auditions.add (auditionPad, 1.0f);
}

std::string Processor::chooseEngine (const EngineSettings& chosen)
{
    project.engine().setSettings (chosen);
    return settings.change ([&] (UserChoices& choices) { choices.engine = chosen; });
}

void Processor::selectPad (int pad)
{
    selected.store (std::clamp (pad, 0, padCount - 1), std::memory_order_relaxed);
    selectionChanges.sendChangeMessage();
}

void Processor::setNote (int pad, int note)
{
    reader.setNote (pad, note);
    selectionChanges.sendChangeMessage();
    padChanged (pad);
}
} // namespace stochastick

/** What the wrappers of all formats call. */
juce::AudioProcessor* JUCE_CALLTYPE createPluginFilter()
{
    using namespace stochastick;
    const auto folder = juce::File::getSpecialLocation (juce::File::userApplicationDataDirectory);
    const auto file = folder.getChildFile ("Stochastick").getChildFile ("settings.json");
    return new Processor (SharedEngine::shared(), UserSettings (file.getFullPathName().toStdString()));
}
