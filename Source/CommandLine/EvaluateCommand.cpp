#include "CommandLine/Commands.h"

#include "Audio/Plot.h"
#include "CommandLine/EvaluationPage.h"
#include "CommandLine/EvaluationVariants.h"
#include "CommandLine/ProgressLine.h"
#include "CommandLine/SoundReport.h"
#include "CommandLine/TrainingRun.h"
#include "Network/ModelInfo.h"
#include "Support/AtomicFile.h"
#include "Training/DrumSynthesis.h"

#include <algorithm>
#include <cstdio>

namespace stochastick
{
namespace fs = std::filesystem;

namespace
{
constexpr int shownPerClass = 10;

/** Up to ten of each class. */
std::vector<LabelledSound> labelled (const DrumSet& set)
{
    std::vector<LabelledSound> shown;

    for (std::size_t c = 0; c < set.size(); ++c)
        for (std::size_t i = 0; i < std::min<std::size_t> (shownPerClass, set[c].size()); ++i)
            shown.push_back ({ set[c][i].audio, drumClasses()[c] });

    return shown;
}

/** Makes and judges one variant after the other. Sounds of the first one are kept for a picture. */
class Comparison
{
public:
    Comparison (const EvaluateOptions& wanted, const CancelToken& token)
        : options (wanted),
          cancel (token),
          variants (variantsOf (wanted))
    {
        prepare (variants.front()); // a model that is not there is told before minutes have gone by
    }

    void run()
    {
        DrumJudge judge (
            options.data, cancel, [this] (double done, const std::string& what) { line.show (0.1 * done, what); },
            options.onlyClass);
        report = { variableOf (options), {}, yardsticks (judge, options.perClass) };
        real = labelled (judge.heldOut());

        for (const auto& variant : variants)
        {
            prepare (variant);
            report.variants.push_back ({ variant.name, variant.x, evaluated (variant, judge) });
        }
    }

    void write()
    {
        const fs::path folder = options.out;
        createFolder (folder);
        plotContactSheet (folder / "generated.png", generated, std::min (shownPerClass, options.perClass));
        plotContactSheet (folder / "real.png", real, shownPerClass);
        writeEvaluationPage (folder, report);
    }

    const EvaluationReport& result() const { return report; }

private:
    void prepare (const EvaluationVariant& variant)
    {
        if (generator == nullptr || variableOf (options) == "model")
            generator = std::make_unique<Generator> (variant.options.generator);

        generator->modelInfo().requireClasses ("An evaluation");
    }

    Evaluation evaluated (const EvaluationVariant& variant, DrumJudge& judge)
    {
        const auto before = static_cast<double> (report.variants.size()), all = static_cast<double> (variants.size());
        const auto show = [&] (double done, const std::string& what) {
            line.show (0.1 + 0.9 * (before + done) / all, variant.name + ": " + what);
        };
        int made = 0;
        const auto keep = [&] (const Sound& sound) {
            if (report.variants.empty() && made++ % options.perClass < shownPerClass)
                generated.push_back (
                    { sound.audio, classesText (sound.recipe.classes) + ' ' + std::to_string (sound.recipe.seed) });
        };
        return evaluate (*generator, judge, { options.perClass, variant.options.recipe, cancel }, show, keep);
    }

    const EvaluateOptions& options;
    CancelToken cancel;
    std::vector<EvaluationVariant> variants;
    ProgressLine line;
    std::unique_ptr<Generator> generator;
    EvaluationReport report;
    std::vector<LabelledSound> generated, real;
};

void evaluateModels (const EvaluateOptions& options, const CancelToken& cancel)
{
    requireClass (options.onlyClass, drumClasses());
    Comparison comparison (options, cancel);
    comparison.run();

    if (! options.out.empty())
        comparison.write();

    if (options.json)
        printJson (toJson (comparison.result()));
    else
        std::printf ("%s", evaluationText (comparison.result()).c_str());
}
} // namespace

void addEvaluateCommand (CLI::App& app, const CancelToken& cancel)
{
    auto options = std::make_shared<EvaluateOptions>();
    auto* command = app.add_subcommand ("evaluate", "Measure a model against real sounds that it was not trained on");

    command->add_option ("--data", options->data, "Folder tree of real sounds, as for train; its held-out part judges")
        ->required();
    command->add_option ("--class", options->onlyClass, "Class of all these sounds, whatever their folders are called");
    command->add_option ("--per-class", options->perClass, "Sounds to make of each class")
        ->check (CLI::Range (2, 1000))
        ->capture_default_str();
    command->add_option ("--over", options->over, "Compare several values of one of " + variableKeys() + ": steps=2,4,8,15");
    addMakingOptions (*command, *options);
    command->callback ([options, cancel] { evaluateModels (*options, cancel); });
}
} // namespace stochastick
