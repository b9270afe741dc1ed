#include "Network/Safetensors.h"
#include "Support/Error.h"
#include "Training/Trainer.h"
#include "Training/TrainingLog.h"

#include <nlohmann/json.hpp>
#include <torch/utils.h>

namespace stochastick
{
using nlohmann::json;

namespace
{
constexpr auto stateKey = "stochastick_training";
constexpr auto checkpointName = "checkpoint.safetensors";
} // namespace

void Trainer::writeCheckpoint()
{
    const json state { { "step", step },
                       { "seconds_trained", secondsTrained },
                       { "learning_rate_factor", learningRateFactor },
                       { "skipped", skipped },
                       { "typical_gradient_norm", typicalGradientNorm },
                       { "running_loss", runningLoss },
                       { "held_out_loss", lastHeldOutLoss },
                       { "loss_of_level", lossOfLevel },
                       { "optimiser_steps", optimiser.steps },
                       { "seed", settings.batches.seed },
                       { "network", model.info().network } };

    std::map<std::string, torch::Tensor> tensors { { "values", parameters.values },
                                                   { "average", average },
                                                   { "first_moment", optimiser.firstMoment },
                                                   { "second_moment", optimiser.secondMoment } };

    for (const auto& item : model.network()->named_parameters())
        if (! item.value().requires_grad())
            tensors["fixed." + item.key()] = item.value();

    writeSafetensors (folder / checkpointName, { std::move (tensors), { { stateKey, state.dump() } } });
    writeModel();
    TrainingLog (folder).plot();
}

bool Trainer::readCheckpoint()
{
    const auto file = folder / checkpointName;

    if (std::error_code ignored; ! std::filesystem::exists (file, ignored))
        return false;

    const auto content = readSafetensors (file);
    const auto state =
        json::parse (content.metadata.contains (stateKey) ? content.metadata.at (stateKey) : "", nullptr, false);

    if (! state.is_object() || state.at ("network").get<ScoreUnetConfig>() != model.info().network)
        throw Error ("\"" + file.string()
                     + "\" belongs to a run with another network; choose another --out folder or delete it.");

    if (state.at ("seed") != settings.batches.seed)
        throw Error ("\"" + file.string()
                     + "\" belongs to a run with another --seed; choose another --out folder or the same seed.");

    const torch::NoGradGuard noGradient;
    parameters.values.copy_ (content.tensors.at ("values"));
    average.copy_ (content.tensors.at ("average"));
    optimiser.firstMoment.copy_ (content.tensors.at ("first_moment"));
    optimiser.secondMoment.copy_ (content.tensors.at ("second_moment"));

    for (auto& item : model.network()->named_parameters())
        if (! item.value().requires_grad())
            item.value().copy_ (content.tensors.at ("fixed." + item.key()));

    step = state.at ("step");
    secondsTrained = state.at ("seconds_trained");
    learningRateFactor = state.at ("learning_rate_factor");
    skipped = state.at ("skipped");
    typicalGradientNorm = state.at ("typical_gradient_norm");
    runningLoss = state.at ("running_loss");
    lastHeldOutLoss = state.at ("held_out_loss");
    lossOfLevel = state.at ("loss_of_level");
    optimiser.steps = state.at ("optimiser_steps");
    skippedInARow = 0;
    return true;
}

/** The averaged weights as a model that the rest of the program can load. */
void Trainer::writeModel()
{
    auto info = model.info();
    info.training = { { "sounds_seen", step * settings.batches.batchSize },
                      { "training_sounds", trainingSounds },
                      { "minutes", std::round (secondsTrained / 6.0) / 10.0 },
                      { "steps", step },
                      { "loss", runningLoss },
                      { "held_out_loss", lastHeldOutLoss },
                      { "procedural_share", settings.batches.proceduralShare } };

    const torch::NoGradGuard noGradient;
    const auto current = parameters.values.clone();
    parameters.values.copy_ (average);
    model.saveAs (folder / "weights.safetensors", info);
    parameters.values.copy_ (current);
}
} // namespace stochastick
