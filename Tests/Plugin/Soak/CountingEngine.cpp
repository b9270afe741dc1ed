#include "Plugin/Soak/CountingEngine.h"

namespace soak
{
using namespace stochastick;

namespace
{
class CountingMaker : public SoundMaker
{
public:
    CountingMaker (const GeneratorOptions& options, Counts& runs)
        : generator (options),
          counts (runs)
    {
    }

    Sound make (const Recipe& recipe, const CancelToken& cancel, const ProgressCallback& onProgress) override
    {
        counts.add (Did::begun);

        try
        {
            auto sound = generator.make (recipe, cancel, onProgress);
            counts.add (Did::finished);

            if (cancel.isStopped())
                counts.add (Did::keptEarly);

            return sound;
        }
        catch (const Cancelled&)
        {
            counts.add (Did::cancelled);
            throw;
        }
        catch (const std::exception& error)
        {
            counts.complain (std::string ("a run failed: ") + error.what());
            throw;
        }
    }

private:
    Generator generator;
    Counts& counts;
};
} // namespace

std::shared_ptr<SharedEngine> countingEngine (Counts& counts)
{
    return std::make_shared<SharedEngine> ([&counts] (const std::string& model, const EngineSettings& settings) {
        return std::make_unique<CountingMaker> (GeneratorOptions { model, settings.device, std::max (1, settings.threads) },
                                                counts);
    });
}
} // namespace soak
