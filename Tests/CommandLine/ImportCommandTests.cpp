#include "Audio/AudioTestTools.h"
#include "Audio/SoundFile.h"
#include "CommandLine/Program.h"
#include "Diffusion/PublishedCrash.h"
#include "Doubles/CrashModel.h"
#include "Engine/Finishing.h"
#include "Network/CrashDenoiser.h"
#include "Network/CrashGuidance.h"
#include "Network/CrashTestTools.h"
#include "Network/PytorchTestTools.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <torch/utils.h>

using namespace stochastick;
using namespace programtest;
using audiotest::contentOf;
using audiotest::TemporaryFolder;
using audiotest::writeBytes;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace
{
/** What CRASH's authors publish, filled by the formula. */
struct Published
{
    TemporaryFolder folder;
    fs::path network = folder.path / "weights_vp.pt", classifier = folder.path / "classifier.pt";

    Published()
    {
        test::writeCrashCheckpoint (network, *crashtest::referenceUnet());
        CrashClassifier module;
        crashtest::fillByFormula (*module, 0.7);
        test::writeStateDict (classifier, module->named_parameters());
    }
};

const Published& published()
{
    static const Published files;
    return files;
}

/** One that a test writes to. */
struct Workplace
{
    TemporaryFolder folder;
    fs::path out = folder.path / "my-crash";

    Result import (const std::string& kind, const fs::path& file, const Arguments& more = {},
                   const Settings& settings = {}) const
    {
        Arguments arguments { "import", kind, file.string(), "--out", out.string() };
        arguments.insert (arguments.end(), more.begin(), more.end());
        return run (arguments, settings);
    }

    void checkFailed (const Result& result, const std::string& sentence) const
    {
        CAPTURE (sentence, result.err);
        CHECK (result.exitCode == 1);
        CHECK (result.out.empty());
        CHECK (isOneSentence (result.err));
        CHECK_THAT (result.err, Contains (sentence));
        CHECK_FALSE (fs::exists (out));
    }
};

Recipe asPublishedRecipe()
{
    Recipe recipe;
    recipe.classes = { { "any", 1.0 } };
    recipe.sampler = SamplerKind::ddim;
    recipe.asPublished = true;
    recipe.steps = 3;
    recipe.seed = 11;
    recipe.seconds = 0.0204; // 900 samples
    return recipe;
}

/** What the network says as published, without the program. */
MonoAudio expectedSound (const Recipe& recipe)
{
    const torch::NoGradGuard noGradient;
    const auto& process = processOf (ProcessKind::vpCosine);
    const PublishedRun::OfState predict =
        [unet = crashtest::referenceUnet()] (const Tensor& z, const Tensor& sigma) mutable { return unet (z, sigma); };
    const PublishedRun run { recipe.sampler, 0.0, recipe.steps, process, predict, {}, {}, {}, 1.0, 0 };
    const Noise noise ({ recipe.seed });
    const auto result = samplePublished (run, noise, noise.normal (NoisePurpose::start, 0, 900));
    auto audio = toAudio (result.samples, ModelInfo::ofCrash ({}));
    finish (audio, recipe, {});
    return audio;
}
} // namespace

TEST_CASE ("a checkpoint of CRASH's becomes a model that info describes and generate plays")
{
    const Workplace place;
    const auto imported = place.import ("crash", published().network,
                                        { "--classifier", published().classifier.string(), "--licence", "of its authors" });
    CAPTURE (imported.err);
    REQUIRE (imported.exitCode == 0);
    CHECK (filesBelow (place.out) == Arguments { "classifier.safetensors", "weights.safetensors" });

    const auto about = nlohmann::json::parse (run ({ "info", place.out.string(), "--json" }).out).at ("about");
    CHECK (about.at ("architecture") == "crash-unet");
    CHECK (about.at ("process").at ("key") == "vp-cosine");
    CHECK (about.at ("licence") == "of its authors");
    CHECK (about.at ("training").at ("imported_from") == "weights_vp.pt");

    const auto sounds = (place.folder.path / "sounds").string();
    const auto made = run ({ "generate",
                             "--model",
                             place.out.string(),
                             "--as-published",
                             "--sampler",
                             "ddim",
                             "--steps",
                             "3",
                             "--seed",
                             "11",
                             "--length",
                             "0.0204",
                             "--threads",
                             "1",
                             "--device",
                             "cpu",
                             "--format",
                             "wav32f",
                             "--out",
                             sounds });
    CAPTURE (made.err);
    REQUIRE (made.exitCode == 0);
    const auto sound = readSoundFile (fs::path (sounds) / "any-11.wav");
    CHECK (audiotest::largestDifference (sound.samples, expectedSound (asPublishedRecipe()).samples) < 1e-4);

    const auto steered = run ({ "generate", "--model", place.out.string(), "--class", "snare", "--classifier-guidance", "1",
                                "--steps", "2", "--seed", "1", "--threads", "1", "--device", "cpu", "--out", sounds });
    CAPTURE (steered.err);
    CHECK (steered.exitCode == 0);
    CHECK (readSoundFile (fs::path (sounds) / "snare-1.wav").samples.size() == 21000);
}

TEST_CASE ("a classifier of CRASH's is brought into the folder of its model")
{
    const Workplace place;
    fs::create_directories (place.out);
    const auto result = place.import ("crash-classifier", published().classifier);
    CAPTURE (result.err);
    CHECK (result.exitCode == 0);
    const auto gradient = CrashClassifierFile::load (place.out).gradientFor ({ { "snare", 1.0 } });
    CHECK (gradient (crashtest::referenceInput(), torch::full ({ 2 }, 0.3)).abs().max().item<double>() > 0.0);
}

TEST_CASE ("an imported model is replaced only when that is asked for")
{
    const Workplace place;
    REQUIRE (place.import ("crash", published().network).exitCode == 0);
    const auto first = contentOf (place.out / "weights.safetensors");

    const auto again = place.import ("crash", published().network, { "--weights", "current" });
    CHECK (again.exitCode == 1);
    CHECK (isOneSentence (again.err));
    CHECK_THAT (again.err, Contains ("--overwrite"));
    CHECK (contentOf (place.out / "weights.safetensors") == first);

    CHECK (place.import ("crash", published().network, { "--weights", "current", "--overwrite" }).exitCode == 0);
    CHECK (contentOf (place.out / "weights.safetensors") != first);
}

TEST_CASE ("a checkpoint that is no CRASH network is refused in one sentence that leaves nothing behind")
{
    const Workplace place;
    const auto half = place.folder.path / "half.pt";
    const auto whole = contentOf (published().network);
    writeBytes (half, whole.substr (0, whole.size() / 2));

    place.checkFailed (place.import ("crash", half), "half.pt");
    place.checkFailed (place.import ("crash", place.folder.path / "missing.pt"), "missing.pt");
    place.checkFailed (place.import ("crash", pytorchtest::fixture ("legacy.pt")), "before 1.6");
    place.checkFailed (place.import ("crash", pytorchtest::fixture ("malicious.pt")), "malicious.pt");
    place.checkFailed (place.import ("crash", pytorchtest::fixture ("plain.pt")), "plain.pt");
    place.checkFailed (place.import ("crash", published().classifier), "another shape");
    place.checkFailed (place.import ("crash-classifier", published().network), "another shape");
    place.checkFailed (place.import ("crash", published().network, { "--classifier", half.string() }), "half.pt");
}

TEST_CASE ("a checkpoint with a tensor missing, too many or not finite is refused by its name")
{
    const Workplace place;
    const auto file = place.folder.path / "odd.pt";

    const auto write = [&] (const std::string& name, const torch::Tensor& value) {
        torch::OrderedDict<std::string, torch::Tensor> tensors;

        for (const auto& item : crashtest::referenceUnet()->named_parameters())
            if (item.key() != name)
                tensors.insert (item.key(), item.value());

        if (value.defined())
            tensors.insert (name, value);

        test::writeStateDict (file, tensors);
    };

    write ("last_conv.bias", {});
    place.checkFailed (place.import ("crash", file), "the tensor \"last_conv.bias\" is missing");
    write ("surplus", torch::ones (3));
    place.checkFailed (place.import ("crash", file), "\"surplus\"");
    write ("last_conv.bias", torch::full ({ 1 }, NAN));
    place.checkFailed (place.import ("crash", file), "not a finite number");
    write ("last_conv.bias", torch::zeros ({ 2 }));
    place.checkFailed (place.import ("crash", file), "another shape");
}

TEST_CASE ("an import that cannot be written leaves no folder behind")
{
    const Workplace place;
    Settings full;
    full.largestFileBytes = 1'000'000;
    place.checkFailed (
        place.import ("crash", published().network, { "--classifier", published().classifier.string() }, full),
        "safetensors");

    Workplace blocked;
    writeBytes (blocked.folder.path / "file", "not a folder");
    blocked.out = blocked.folder.path / "file" / "my-crash";
    blocked.checkFailed (blocked.import ("crash", published().network), "file");
}

TEST_CASE ("imports that make no sense are wrong usage")
{
    const Workplace place;
    CHECK (run ({ "import" }).exitCode == 2);
    CHECK (run ({ "import", "crash", "weights.pt" }).exitCode == 2);
    CHECK (place.import ("crash", published().network, { "--process", "edm" }).exitCode == 2);
    CHECK (place.import ("crash", published().network, { "--process", "vp-cosin" }).exitCode == 2);
    CHECK (place.import ("crash", published().network, { "--weights", "best" }).exitCode == 2);
    CHECK_FALSE (fs::exists (place.out));
}

TEST_CASE ("commands that need classes say so of a model of CRASH's, and leave nothing behind")
{
    const TemporaryFolder folder;
    const auto model = test::crashModel().string(), out = (folder.path / "out").string();

    for (const auto& arguments : { Arguments { "kit", "--model", model, "--out", out },
                                   Arguments { "evaluate", "--model", model, "--data", out, "--out", out },
                                   Arguments { "schedule", "--model", model, "--out", out },
                                   Arguments { "train-classifier", "--model", model, "--data", out, "--out", out } })
    {
        const auto result = run (arguments);
        CAPTURE (arguments.front(), result.err);
        CHECK (result.exitCode == 2);
        CHECK (isOneSentence (result.err));
        CHECK_THAT (result.err, Contains ("a model that knows classes"));
        CHECK_FALSE (fs::exists (out));
    }
}

TEST_CASE ("sounds are varied, morphed and redone with a model of CRASH's without naming a class")
{
    const TemporaryFolder folder;
    const auto first = folder.path / "first.wav", second = folder.path / "second.wav";
    writeSoundFile (first, audiotest::sine (300.0, 0.0136), SoundFormat::wav24);
    writeSoundFile (second, audiotest::sine (700.0, 0.0136), SoundFormat::wav24);
    const auto with = [&] (Arguments arguments) {
        for (const auto* more : { "--model", test::crashModel().c_str(), "--steps", "2", "--threads", "1", "--device", "cpu",
                                  "--seed", "1", "--out", folder.path.c_str(), "--overwrite" })
            arguments.emplace_back (more);

        return run (arguments);
    };

    for (const auto& arguments :
         { Arguments { "vary", first.string() }, Arguments { "morph", first.string(), second.string(), "--count", "1" },
           Arguments { "redo", first.string(), "--region", "0.004-0.009" } })
    {
        const auto result = with (arguments);
        CAPTURE (arguments.front(), result.err);
        CHECK (result.exitCode == 0);
    }

    const auto named = with ({ "vary", first.string(), "--class", "kick" });
    CHECK (named.exitCode == 2);
    CHECK_THAT (named.err, Contains ("--classifier-guidance"));
}
