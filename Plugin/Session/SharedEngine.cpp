#include "Session/SharedEngine.h"

#include "Session/EngineState.h"
#include "Support/Error.h"

#include <algorithm>
#include <chrono>

namespace stochastick
{
namespace
{
std::unique_ptr<SoundMaker> makeGenerator (const std::string& model, const EngineSettings& settings)
{
    const auto threads = threadsFor (settings, std::thread::hardware_concurrency());
    return std::make_unique<Generator> (GeneratorOptions { model, settings.device, threads });
}

/** Of a model that cannot be found: the earliest time. */
std::filesystem::file_time_type timeOfWeights (const std::string& model)
try
{
    return std::filesystem::last_write_time (findModel (model));
}
catch (const std::exception&)
{
    return std::filesystem::file_time_type::min();
}

/** Without the full stop. */
std::string firstSentence (const std::string& text)
{
    auto sentence = text.substr (0, text.find (". "));

    if (sentence.ends_with ('.'))
        sentence.pop_back();

    return sentence;
}
} // namespace

int threadsFor (const EngineSettings& settings, unsigned processors)
{
    return settings.threads > 0 ? settings.threads : std::clamp (static_cast<int> (processors / 2), 1, 8);
}

SwitchingMaker::SwitchingMaker (SharedEngine::Factory makerFactory, Settings currentSettings, Notice deviceNotice)
    : factory (std::move (makerFactory)),
      settings (std::move (currentSettings)),
      notice (std::move (deviceNotice))
{
}

Sound SwitchingMaker::make (const Recipe& recipe, const CancelToken& cancel, const ProgressCallback& onProgress)
{
    cancel.throwIfCancelled();
    onProgress ({ 0, recipe.steps });
    heedSettings();

    try
    {
        return makerFor (recipe.model).make (recipe, cancel, onProgress);
    }
    catch (const UsageError&)
    {
        throw;
    }
    catch (const Cancelled&)
    {
        throw;
    }
    catch (const Error& error)
    {
        if (! canLeaveCard())
            throw;

        leaveCard (error.what());
    }

    try
    {
        onProgress ({ 0, recipe.steps });
        return makerFor (recipe.model).make (recipe, cancel, onProgress);
    }
    catch (const Cancelled&)
    {
        throw;
    }
    catch (const std::exception&)
    {
        returnToCard();
        throw;
    }
}

void SwitchingMaker::heedSettings()
{
    if (const auto wanted = settings(); wanted != madeWith)
    {
        kept.clear();
        cardFailure.clear();
        onProcessor = false;
        madeWith = wanted;
    }
}

bool SwitchingMaker::canLeaveCard() const
{
    return madeWith.device == "auto" && cardFailure.empty() && ! onProcessor;
}

void SwitchingMaker::leaveCard (const std::string& reason)
{
    kept.clear();
    cardFailure = "The graphics card failed (" + firstSentence (reason) + "); sounds are made on the processor.";
}

/** The processor failed as well: it was not the card. */
void SwitchingMaker::returnToCard()
{
    kept.clear();
    cardFailure.clear();
    onProcessor = false;
    notice ({}, {});
}

SoundMaker& SwitchingMaker::makerFor (const std::string& model)
{
    constexpr std::size_t mostKept = 2;
    const auto written = timeOfWeights (model);
    std::erase_if (kept, [&] (const Kept& one) { return one.model == model && one.written != written; });
    const auto found = std::find_if (kept.begin(), kept.end(), [&] (const Kept& one) { return one.model == model; });

    if (found != kept.end())
    {
        std::rotate (kept.begin(), found, found + 1);
    }
    else
    {
        kept.resize (std::min (kept.size(), mostKept - 1)); // first: a small graphics card may not hold one more
        const EngineSettings used { cardFailure.empty() ? madeWith.device : "cpu", madeWith.threads };
        kept.insert (kept.begin(), { model, written, factory (model, used) });
    }

    auto& maker = *kept.front().maker;
    const auto* generator = dynamic_cast<const Generator*> (&maker);
    onProcessor = generator != nullptr && generator->deviceName() == "CPU";

    if (! cardFailure.empty())
        notice ("CPU", cardFailure);
    else if (generator != nullptr)
        notice (generator->deviceName(), generator->deviceNotice());

    return maker;
}

std::shared_ptr<EngineClient::Inbox> SharedEngine::State::ownerOf (JobId id) const
{
    const std::lock_guard lock (mutex);
    const auto found = owners.find (id);
    return found == owners.end() ? nullptr : found->second;
}

bool SharedEngine::State::wantsEstimate()
{
    constexpr std::chrono::milliseconds pause { 50 };
    const auto now = std::chrono::steady_clock::now();

    if (now - lastEstimate < pause)
        return false;

    lastEstimate = now;
    return true;
}

void SharedEngine::State::deliver (const JobEvent& event)
{
    const auto owner = ownerOf (event.id);

    if (owner == nullptr)
        return;

    if (const auto* progress = std::get_if<GenerationProgress> (&event.what))
    {
        EngineProgress report { progress->step, progress->steps, progress->fraction, progress->ratio,
                                progress->secondsLeft };

        if (progress->preview && wantsEstimate())
            report.estimate = progress->preview();

        owner->put ({ event.id, std::move (report) });
        return;
    }

    {
        const std::lock_guard lock (mutex);
        owners.erase (event.id);
    }

    if (const auto* sound = std::get_if<Sound> (&event.what))
        owner->put ({ event.id, *sound });
    else if (const auto* failed = std::get_if<JobFailed> (&event.what))
        owner->put ({ event.id, *failed });
    else
        owner->put ({ event.id, JobCancelled {} });
}

std::shared_ptr<SharedEngine> SharedEngine::shared()
{
    static std::mutex guard;
    static std::weak_ptr<SharedEngine> current;
    const std::lock_guard lock (guard);
    auto engine = current.lock();

    if (engine == nullptr)
    {
        engine = std::make_shared<SharedEngine> (makeGenerator);
        current = engine;
    }

    return engine;
}

SharedEngine::SharedEngine (Factory makerFactory)
    : state (std::make_shared<State>()),
      factory (std::move (makerFactory))
{
}

SharedEngine::~SharedEngine() = default;

Worker& SharedEngine::startedWorker()
{
    const std::lock_guard lock (mutex);

    if (worker != nullptr)
        return *worker;

    auto currentSettings = [state = state] {
        const std::lock_guard stateLock (state->mutex);
        return state->settings;
    };
    auto takeNotice = [state = state] (const std::string& name, const std::string& notice) {
        const std::lock_guard stateLock (state->mutex);
        state->deviceName = name;
        state->deviceNotice = notice.empty() ? name : notice;
    };

    worker = std::make_unique<Worker> (
        [factory = factory, currentSettings, takeNotice] {
            return std::make_unique<SwitchingMaker> (factory, currentSettings, takeNotice);
        },
        [state = state] (const JobEvent& event) { state->deliver (event); });
    return *worker;
}

void SharedEngine::setSettings (const EngineSettings& settings)
{
    const std::lock_guard lock (state->mutex);

    if (settings.device != state->settings.device) // the next job finds out
        state->deviceName = state->deviceNotice = {};

    state->settings = settings;
}

EngineSettings SharedEngine::settings() const
{
    const std::lock_guard lock (state->mutex);
    return state->settings;
}

std::string SharedEngine::deviceNotice() const
{
    const std::lock_guard lock (state->mutex);
    return state->deviceNotice;
}

std::string SharedEngine::deviceName() const
{
    const std::lock_guard lock (state->mutex);
    return state->deviceName;
}
} // namespace stochastick
