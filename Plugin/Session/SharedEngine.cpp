#include "Session/SharedEngine.h"

#include "Session/EngineState.h"

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
    prepareFor (recipe.model, settings());
    return maker->make (recipe, cancel, onProgress);
}

void SwitchingMaker::prepareFor (const std::string& wantedModel, const EngineSettings& wantedSettings)
{
    if (maker == nullptr || model != wantedModel || madeWith != wantedSettings)
    {
        maker.reset(); // first: two models at once may be more than a small graphics card holds
        maker = factory (wantedModel, wantedSettings);
        model = wantedModel;
        madeWith = wantedSettings;
    }

    if (const auto* generator = dynamic_cast<const Generator*> (maker.get()))
        notice (generator->deviceName(), generator->deviceNotice());
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
