#include "CommandLine/ModelCard.h"

#include "CommandLine/EvaluationPage.h"
#include "CommandLine/ProgressLine.h"
#include "Network/Model.h"
#include "Support/AtomicFile.h"
#include "Support/Error.h"
#include "Training/DenoisingTask.h"
#include "Training/DrumSynthesis.h"

#include <cstdio>
#include <sstream>
#include <torch/utils.h>

namespace stochastick
{
namespace
{
/** CARD.md in the model's folder, beside its weights. */
void writeCard (const TrainedFurther& model, const std::string& table, const DrumJudge& judge)
{
    const std::filesystem::path folder = model.run.out;
    const auto info = readModelInfo (folder);
    std::ostringstream card;
    card << "# " << std::filesystem::absolute (folder).lexically_normal().filename().string() << "\n\nThe model \""
         << model.from << "\", trained further for " << info.training.value ("minutes", 0.0) << " minutes ("
         << info.training.value ("sounds_seen", std::int64_t {}) << " sounds seen) on these sounds:\n\n"
         << "| class | trained on | held out |\n|---|---:|---:|\n";

    for (std::size_t c = 0; c < judge.training().size(); ++c)
        if (judge.training()[c].size() + judge.heldOut()[c].size() > 0)
            card << "| " << drumClasses()[c] << " | " << judge.training()[c].size() << " | " << judge.heldOut()[c].size()
                 << " |\n";

    card << "\nBefore and after, beside the sounds that were held out:\n\n"
         << table << "\nLicence of the weights: " << (info.licence.empty() ? "not stated" : info.licence)
         << ". It does not say whose sounds they were trained on: do so here before you pass them on.\n";
    writeAtomically (folder / "CARD.md", card.str());
}

/** How well both models find sounds of the person's in noise that they were not trained on: what few sounds can tell. */
std::string lossesText (const TrainedFurther& model)
{
    const torch::NoGradGuard noGradient;
    const auto lossOf = [&model] (const std::string& which) {
        return DenoisingTask (Model::load (findModel (which))).heldOutLoss (model.heldOut);
    };
    const auto before = lossOf (model.from), after = lossOf (model.run.out);
    char text[120];
    std::snprintf (text, sizeof text, "Loss on %zu held-out sounds: %.4f before, %.4f after (%+.1f %%).\n\n",
                   model.heldOut.size(), before, after, 100.0 * (after / before - 1.0));
    return text;
}
} // namespace

void compareWithStart (const TrainedFurther& model, const CancelToken& cancel)
try
{
    constexpr std::size_t fewSounds = 50;
    ProgressLine line;
    const auto judging = [&line] (double done, const std::string& what) { line.show (done, what); };
    DrumJudge judge (model.run.data, cancel, judging, model.run.onlyClass);
    EvaluationReport report { "model", {}, yardsticks (judge, model.judgedPerClass) };
    EvaluationRequest request { model.judgedPerClass, {}, cancel };
    request.recipe.seed = 1;

    for (const auto& [name, which] : { std::pair { "before", model.from }, std::pair { "after", model.run.out } })
    {
        Generator generator ({ which, model.run.device, model.run.settings.threads });
        report.variants.push_back ({ name, 0.0, evaluate (generator, judge, request, judging, [] (const Sound&) {}) });
    }

    auto table = lossesText (model) + evaluationText (report);

    if (model.heldOut.size() < fewSounds)
        table += "\nSo few held-out sounds say little in Fréchet and kernel distances; the loss says more.\n";

    writeCard (model, table, judge);
    line.show (1.0, "done");
    std::printf ("%s", table.c_str());
}
catch (const Cancelled&)
{
    throw;
}
catch (const Error& error)
{
    ProgressLine().say (std::string ("Before and after cannot be compared. ") + error.what());
}
} // namespace stochastick
