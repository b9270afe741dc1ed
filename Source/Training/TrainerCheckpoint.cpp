#include "Network/Safetensors.h"
#include "Support/Error.h"
#include "Training/Trainer.h"
#include "Training/TrainingLog.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <torch/utils.h>

namespace stochastick
{
using nlohmann::json;

namespace
{
constexpr auto stateKey = "stochastick_training";
constexpr auto checkpointName = "checkpoint.safetensors";

json describe (const TrainingState& state)
{
    return { { "step", state.step },
             { "seconds_trained", state.secondsTrained },
             { "learning_rate_factor", state.learningRateFactor },
             { "skipped", state.skipped },
             { "typical_gradient_norm", state.typicalGradientNorm },
             { "running_loss", state.runningLoss },
             { "held_out_loss", state.heldOutLoss },
             { "loss_of_level", state.lossOfLevel } };
}

TrainingState stateFrom (const json& j)
{
    return { j.at ("step"),          j.at ("seconds_trained"),       j.at ("learning_rate_factor"),
             j.at ("skipped"),       j.at ("typical_gradient_norm"), j.at ("running_loss"),
             j.at ("held_out_loss"), j.at ("loss_of_level") };
}

/** A run continues with the network and the seed that it began with. */
void requireSameRun (const json& stored, const json& architecture, std::uint64_t seed)
{
    if (stored.at ("network") != architecture)
        throw Error ("belongs to a run with another network; choose another --out folder or delete it");

    if (stored.at ("seed") != seed)
        throw Error ("belongs to a run with another --seed; choose another --out folder or the same seed");
}
} // namespace

/** Everything that training changes or that the seed alone does not bring back, by its name in the checkpoint. */
std::map<std::string, torch::Tensor> Trainer::checkpointTensors()
{
    std::map<std::string, torch::Tensor> tensors {
        { "values", parameters.values },           { "average", average },
        { "first_moment", optimiser.firstMoment }, { "second_moment", optimiser.secondMoment },
        { "balance.means", balance.means },        { "balance.counts", balance.counts }
    };

    for (const auto& item : task->network().named_parameters())
        if (! item.value().requires_grad())
            tensors["fixed." + item.key()] = item.value();

    return tensors;
}

void Trainer::writeCheckpoint()
{
    auto description = describe (state);
    description["optimiser_steps"] = optimiser.steps;
    description["seed"] = settings.batches.seed;
    description["network"] = task->architecture();

    writeSafetensors (folder / checkpointName, { checkpointTensors(), { { stateKey, description.dump() } } });
    writeModel();
    TrainingLog (folder).plot();
}

bool Trainer::readCheckpoint()
{
    const auto file = folder / checkpointName;

    if (std::error_code ignored; ! std::filesystem::exists (file, ignored))
        return false;

    const auto content = readSafetensors (file);

    try
    {
        applyCheckpoint (content);
    }
    catch (const Error& error)
    {
        throw Error ("\"" + file.string() + "\" " + error.what() + '.');
    }
    catch (const std::exception&) // of the JSON or of the map: something is missing or of the wrong type
    {
        throw Error ("\"" + file.string() + "\" is damaged or no checkpoint; delete it to start anew.");
    }

    return true;
}

/** Changes nothing unless all of it fits. */
void Trainer::applyCheckpoint (const Safetensors& content)
{
    const auto description = json::parse (content.metadata.at (stateKey));
    requireSameRun (description, task->architecture(), settings.batches.seed);

    const auto stored = stateFrom (description);
    const std::int64_t optimiserSteps = description.at ("optimiser_steps");
    const torch::NoGradGuard noGradient;

    auto wanted = checkpointTensors();
    std::erase_if (wanted, [&content] (const auto& item) { // a run of before losses were balanced has none of these
        return item.first.starts_with ("balance.") && ! content.tensors.contains (item.first);
    });

    for (const auto& [name, tensor] : wanted)
        if (content.tensors.at (name).sizes() != tensor.sizes())
            throw Error ("holds \"" + name + "\" in another shape than this network's; delete it to start anew");

    for (auto& [name, tensor] : wanted)
        tensor.copy_ (content.tensors.at (name));

    state = stored;
    optimiser.steps = optimiserSteps;
    skippedInARow = 0;
}

void Trainer::writeModel()
{
    const json summary { { "sounds_seen", state.step * settings.batches.batchSize },
                         { "training_sounds", trainingSounds },
                         { "minutes", std::round (state.secondsTrained / 6.0) / 10.0 },
                         { "steps", state.step },
                         { "loss", state.runningLoss },
                         { "held_out_loss", state.heldOutLoss },
                         { "procedural_share", settings.batches.proceduralShare } };

    const torch::NoGradGuard noGradient;
    averaged ([&] { task->save (folder, summary); });
}
} // namespace stochastick
