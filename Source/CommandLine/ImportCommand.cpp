#include "CommandLine/Commands.h"
#include "CommandLine/ProgressLine.h"
#include "Network/CrashGuidance.h"
#include "Network/CrashImport.h"
#include "Support/AtomicFile.h"
#include "Support/Error.h"

#include <nlohmann/json.hpp>
#include <optional>

namespace stochastick
{
namespace fs = std::filesystem;

namespace
{
struct ImportOptions
{
    std::string weights, classifier, out, process = keyOf (ProcessKind::vpCosine), choice = "averaged", licence;
    ProcessSpec spec;
    bool overwrite = false;
};

constexpr auto modelFileName = "weights.safetensors";

CheckpointWeights choiceFromKey (const std::string& key)
{
    return key == "current" ? CheckpointWeights::current : CheckpointWeights::averaged;
}

void protect (const fs::path& file, const ImportOptions& options)
{
    if (std::error_code ignored; ! options.overwrite && fs::exists (file, ignored))
        throw Error ("\"" + file.string() + "\" is there already; choose another --out, or give --overwrite.");
}

/** Writes into the folder; one that was not there before is not there afterwards either when that fails. */
void writeInto (const fs::path& folder, const std::function<void()>& write)
{
    std::error_code ignored;
    const bool isNew = ! fs::exists (folder, ignored);
    createFolder (folder);

    try
    {
        write();
    }
    catch (const Error&)
    {
        if (isNew)
            fs::remove_all (folder, ignored);

        throw;
    }
}

void say (const fs::path& file)
{
    ProgressLine().say (file.string());
}

void importNetwork (ImportOptions options)
{
    const fs::path folder = options.out;
    options.spec.kind = processFromKey (options.process);
    protect (folder / modelFileName, options);

    if (! options.classifier.empty())
        protect (folder / CrashClassifierFile::fileName, options);

    const auto model = importCrash (options.weights, choiceFromKey (options.choice), options.spec);
    auto info = model.info();
    info.licence = options.licence;
    info.training = { { "imported_from", fs::path (options.weights).filename().string() }, { "weights", options.choice } };

    std::optional<CrashClassifier> classifier;

    if (! options.classifier.empty())
        classifier = importCrashClassifier (options.classifier);

    writeInto (folder, [&] {
        if (classifier)
            CrashClassifierFile::save (folder, *classifier, options.licence);

        model.saveAs (folder / modelFileName, info);
    });
    say (folder / modelFileName);

    if (classifier)
        say (folder / CrashClassifierFile::fileName);
}

void importClassifier (const ImportOptions& options)
{
    const fs::path folder = options.out;
    protect (folder / CrashClassifierFile::fileName, options);
    const auto classifier = importCrashClassifier (options.weights);

    writeInto (folder, [&] { CrashClassifierFile::save (folder, classifier, options.licence); });
    say (folder / CrashClassifierFile::fileName);
}

CLI::App* addKind (CLI::App& import, const std::string& name, const std::string& help, ImportOptions& options)
{
    auto* kind = import.add_subcommand (name, help);
    kind->add_option ("file", options.weights,
                      "Checkpoint that torch.save wrote (PyTorch 1.6 or later); nothing in it is run")
        ->required();
    kind->add_option ("--out", options.out, "Folder of the model")->required();
    kind->add_option ("--licence", options.licence, "Licence of the weights, stored in their file");
    kind->add_flag ("--overwrite", options.overwrite, "Replace files that are there already");
    return kind;
}
} // namespace

void addImportCommand (CLI::App& app, const CancelToken&)
{
    auto options = std::make_shared<ImportOptions>();
    auto* command = app.add_subcommand ("import", "Bring weights of CRASH's published code (arXiv 2106.07431)");
    command->require_subcommand (1);

    auto* network = addKind (*command, "crash", "CRASH's network, as a model", *options);
    network->add_option ("--classifier", options->classifier, "Checkpoint of CRASH's classifier, for --classifier-guidance");
    network
        ->add_option ("--process", options->process,
                      "What the weights were trained with: vp-cosine, vp-sigmoid, sub-vp-cosine or generalised-sub-vp")
        ->capture_default_str();
    network->add_option ("--process-gamma", options->spec.gamma, "Of generalised-sub-vp")
        ->check (CLI::Range (0.1, 4.0))
        ->capture_default_str();
    network->add_option ("--process-eta", options->spec.eta, "Of generalised-sub-vp")
        ->check (CLI::Range (0.1, 4.0))
        ->capture_default_str();
    network->add_option ("--weights", options->choice, "averaged (where the file has an average) or current")
        ->check (CLI::IsMember ({ "averaged", "current" }))
        ->capture_default_str();
    network->callback ([options] { importNetwork (*options); });

    auto* classifier = addKind (*command, "crash-classifier", "CRASH's classifier, into the folder of its model", *options);
    classifier->callback ([options] { importClassifier (*options); });
}
} // namespace stochastick
