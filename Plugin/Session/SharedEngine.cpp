#include "Session/SharedEngine.h"

#include "Session/EngineState.h"

#include <algorithm>
#include <chrono>

namespace stochastick
{
namespace
{
int threadsFor (const EngineSettings& settings)
{
    if (settings.threads > 0)
        return settings.threads;

    return std::clamp (static_cast<int> (std::thread::hardware_concurrency()) - 1, 1, 8);
}

std::unique_ptr<SoundMaker> makeGenerator (const std::string& model, const EngineSettings& settings)
{
    return std::make_unique<Generator> (GeneratorOptions { model, settings.device, threadsFor (settings) });
}

std::string noticeOf (const SoundMaker& maker)
{
    const auto* generator = dynamic_cast<const Generator*> (&maker);

    if (generator == nullptr)
        return {};

    return generator->deviceNotice().empty() ? generator->deviceName() : generator->deviceNotice();
}
} // namespace

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
    if (maker != nullptr && model == wantedModel && madeWith == wantedSettings)
        return;

    maker.reset(); // first: two models at once may be more than a small graphics card holds
    maker = factory (wantedModel, wantedSettings);
    model = wantedModel;
    madeWith = wantedSettings;
    notice (noticeOf (*maker));
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
    auto takeNotice = [state = state] (const std::string& notice) {
        const std::lock_guard stateLock (state->mutex);
        state->deviceNotice = notice;
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
} // namespace stochastick
