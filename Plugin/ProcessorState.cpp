#include "FactoryKit.h"
#include "FileContent.h"
#include "Processor.h"
#include "ProcessorThread.h"
#include "Session/ProjectText.h"
#include "Support/AtomicFile.h"

#include <utility>

// Hosts save and restore on threads of their own choice. Parameters are set on the host's thread, within its call, because
// only then the wrappers know that it is no movement of a knob; the session is restored by the message thread.

namespace stochastick
{
namespace
{
constexpr auto patienceSeconds = 2.0;
constexpr std::size_t mostReplacedKits = 8;

const juce::RangedAudioParameter& ranged (const juce::AudioProcessorParameter& parameter)
{
    return dynamic_cast<const juce::RangedAudioParameter&> (parameter);
}

float wanted (const juce::RangedAudioParameter& parameter, const PluginState& state)
{
    const auto found = state.parameters.find (parameter.getParameterID().toStdString());
    return found != state.parameters.end() ? parameter.convertTo0to1 (found->second) : parameter.getDefaultValue();
}

PluginState stateOf (const FactoryKit& kit)
{
    return stateFromText (std::string (kit.text));
}

/** Whichever pad is selected. */
bool areSame (const PluginState& one, const PluginState& other)
{
    return one.parameters == other.parameters && one.notes == other.notes && one.session == other.session;
}

/** @return the sentence of what went wrong, or nothing */
template <typename Action>
std::string sentenceOf (Action&& action)
{
    try
    {
        return action();
    }
    catch (const std::exception& error) // hosts end when something is thrown at them
    {
        return error.what();
    }
}
} // namespace

void Processor::getStateInformation (juce::MemoryBlock& destination)
{
    say (sentenceOf ([&] {
        const auto text = toText (state());
        destination.replaceAll (text.data(), text.size());
        return std::string();
    }));
}

void Processor::setStateInformation (const void* data, int size)
{
    const std::string text (static_cast<const char*> (data), static_cast<std::size_t> (std::max (size, 0)));
    const auto sentence = sentenceOf ([&] { return apply (stateFromText (text)); });
    takeNotice(); // of the project before
    say (sentence);
}

std::string Processor::savePreset (const std::filesystem::path& file)
{
    return sentenceOf ([&] {
        writeAtomically (file, toText (state()));
        return std::string();
    });
}

std::string Processor::loadPreset (const std::filesystem::path& file)
{
    return sentenceOf ([&] { return open (stateFromText (contentOf (file))); });
}

void Processor::loadFactoryKit()
{
    say (sentenceOf ([&] { return applySession (stateOf (factoryKits().front())); }));
}

std::string Processor::loadFactoryKit (const FactoryKit& kit)
{
    return sentenceOf ([&] { return open (stateOf (kit)); });
}

std::string Processor::open (const PluginState& kit)
{
    auto before = state();

    if (const auto sentence = apply (kit); ! sentence.empty())
        return sentence;

    if (! areSame (before, untouchedKit))
        replacedKits.push_back (std::move (before));

    if (replacedKits.size() > mostReplacedKits)
        replacedKits.erase (replacedKits.begin());

    untouchedKit = state();
    tellHostOfChange();
    return {};
}

std::string Processor::returnToReplacedKit()
{
    return sentenceOf ([&] {
        if (replacedKits.empty())
            return std::string();

        auto before = state();

        if (const auto sentence = apply (replacedKits.back()); ! sentence.empty())
            return sentence;

        replacedKits.pop_back();

        if (! areSame (before, untouchedKit))
            replacedKits.insert (replacedKits.begin(), std::move (before));

        tellHostOfChange();
        return std::string();
    });
}

PluginState Processor::state()
{
    PluginState result;
    result.selectedPad = selectedPad();
    result.session = sessionText();

    for (auto pad = 0; pad < padCount; ++pad)
        result.notes[static_cast<std::size_t> (pad)] = noteOf (pad);

    for (const auto* parameter : getParameters())
    {
        const auto id = ranged (*parameter).getParameterID();
        result.parameters[id.toStdString()] = values.getRawParameterValue (id)->load (std::memory_order_relaxed);
    }

    return result;
}

std::string Processor::sessionText()
{
    {
        const std::lock_guard lock (stateMutex);

        if (pending != nullptr)
            return pending->session;
    }

    return project.save();
}

std::string Processor::apply (const PluginState& newState)
{
    std::string sentence;
    const auto keepForLater = [this] (std::shared_ptr<const PluginState> later) {
        const std::lock_guard lock (stateMutex);
        pending = std::move (later); // the timer will find it
    };
    const auto now = [&] {
        sentence = applySession (newState);

        if (sentence.empty())
            keepForLater (nullptr);
    };

    if (! runOnMessageThread (now, patienceSeconds))
    {
        padsFromText (newState.session); // throws: the timer would find it out when the parameters have changed
        keepForLater (std::make_shared<const PluginState> (newState));
    }

    if (sentence.empty())
        applyParameters (newState);

    return sentence;
}

void Processor::applyParameters (const PluginState& newState)
{
    for (auto pad = 0; pad < padCount; ++pad)
        reader.setNote (pad, newState.notes[static_cast<std::size_t> (pad)]);

    for (auto* parameter : getParameters())
        if (const auto value = wanted (ranged (*parameter), newState); value != parameter->getValue())
            parameter->setValueNotifyingHost (value);

    selectPad (newState.selectedPad);
}

std::string Processor::applySession (const PluginState& newState)
{
    restoring = true;
    const auto sentence = project.restore (newState.session);
    restoring = false;
    return sentence;
}

void Processor::applyPending()
{
    const auto waiting = [this] {
        const std::lock_guard lock (stateMutex);
        return pending;
    }();

    if (waiting == nullptr)
        return;

    say (applySession (*waiting));
    const std::lock_guard lock (stateMutex);

    if (pending == waiting) // only now: whoever saves meanwhile is given the new one
        pending.reset();
}

void Processor::say (const std::string& sentence)
{
    const std::lock_guard lock (stateMutex);

    if (! sentence.empty())
        notice = sentence;
}

std::string Processor::takeNotice()
{
    const std::lock_guard lock (stateMutex);
    return std::exchange (notice, {});
}
} // namespace stochastick
