#include "Engine/Generator.h"
#include "Network/ModelInfo.h"

#include "Audio/AudioTestTools.h"
#include "Diffusion/SamplerTable.h"
#include "Doubles/TinyModel.h"
#include "Support/Error.h"
#include "Training/DrumSynthesis.h"

#include <ATen/Parallel.h>
#include <catch2/catch.hpp>
#include <numeric>

using namespace stochastick;
using audiotest::largestDifference;
using audiotest::sentenceOf;
using Catch::Matchers::Contains;
using test::tinyModel;

namespace
{
Generator newGenerator (int threads = 1)
{
    return Generator ({ tinyModel().string(), "cpu", threads });
}

Generator& generator()
{
    static auto shared = newGenerator();
    return shared;
}

Recipe recipeOf (std::uint64_t seed, const std::string& classes = "kick")
{
    Recipe recipe;
    recipe.seed = seed;
    recipe.classes = parseClasses (classes);
    recipe.steps = 6;
    return recipe;
}

std::vector<float> samplesOf (const Recipe& recipe)
{
    return generator().make (recipe, {}, {}).audio.samples;
}

template <typename Change>
Recipe changed (Recipe recipe, const Change& change)
{
    change (recipe);
    return recipe;
}

double peakOf (const MonoAudio& audio)
{
    return largestDifference (audio.samples, std::vector<float> (audio.samples.size()));
}
} // namespace

TEST_CASE ("the same recipe gives the same sound, bit for bit, whatever was made before and by a generator of its own")
{
    const auto first = samplesOf (recipeOf (7));
    samplesOf (changed (recipeOf (8, "tom"), [] (Recipe& r) { r.seconds = 0.2; }));
    auto other = newGenerator();

    CHECK (samplesOf (recipeOf (7)) == first);
    CHECK (other.make (recipeOf (7), {}, {}).audio.samples == first);
    CHECK (samplesOf (recipeFromJson (toJson (recipeOf (7)))) == first);
}

TEST_CASE ("every part of a recipe changes the sound")
{
    const auto first = samplesOf (recipeOf (7));
    const auto differs = [&] (const Recipe& recipe) { return samplesOf (recipe) != first; };

    CHECK (differs (recipeOf (8)));
    CHECK (differs (recipeOf (7, "snare")));
    CHECK (differs (recipeOf (7, "kick:0.5,snare:0.5")));
    CHECK (differs (changed (recipeOf (7), [] (Recipe& r) { r.guidance = 3.0; })));
    CHECK (differs (changed (recipeOf (7), [] (Recipe& r) { r.steps = 7; })));
    CHECK (differs (changed (recipeOf (7), [] (Recipe& r) { r.sampler = SamplerKind::heunEdm; })));
    CHECK (differs (changed (recipeOf (7), [] (Recipe& r) { r.levels.spacing = LevelSpacing::logUniform; })));
}

TEST_CASE ("one thread and two make the same sound to within rounding")
{
    auto two = newGenerator (2);
    CHECK (largestDifference (two.make (recipeOf (7), {}, {}).audio.samples, samplesOf (recipeOf (7))) < 1e-4);
}

TEST_CASE ("a class mix gives the same sound in whatever order and scale its weights were written")
{
    const auto sound = samplesOf (recipeOf (7, "kick:0.75,tom:0.25"));

    CHECK (samplesOf (recipeOf (7, "tom:0.25,kick:0.75")) == sound);
    CHECK (samplesOf (recipeOf (7, "tom:1,kick:3")) == sound);
    CHECK (samplesOf (recipeOf (7, "kick:0.25,tom:0.75")) != sound);
}

TEST_CASE ("a generator says which classes, model and weights it has")
{
    CHECK (generator().modelInfo().classes == drumClasses());
    CHECK (generator().modelName() == "tiny");
    CHECK (generator().weightHash().size() == 16);
    CHECK (generator().deviceName() == "CPU");
    CHECK (generator().deviceNotice().empty());
}

TEST_CASE ("a sound carries the recipe that was asked for, with the name and the hash of the model that made it")
{
    auto asked = recipeOf (7, "kick:0.75,tom:0.25");
    asked.model = "whatever was written here";
    const auto sound = generator().make (asked, {}, {});
    asked.model = "tiny";
    asked.weightHash = generator().weightHash();

    CHECK (sound.recipe == asked);
    CHECK (sound.networkCalls == asked.steps);
}

TEST_CASE ("a sound peaks at -1 dBFS, ends at zero and has no offset, at the length that was asked for")
{
    for (const auto seconds : { 0.0, 0.02, 0.3, 1.5, 3.0 })
    {
        CAPTURE (seconds);
        const auto sound = generator().make (changed (recipeOf (7), [=] (Recipe& r) { r.seconds = seconds; }), {}, {});
        const auto& samples = sound.audio.samples;
        const auto expected = seconds == 0.0 ? test::tinyModelLength : seconds * 44100.0;

        CHECK (std::abs (static_cast<double> (samples.size()) - expected) <= test::tinyModelLengthStep / 2.0);
        CHECK (sound.audio.sampleRate == 44100);
        CHECK (peakOf (sound.audio) == Approx (std::pow (10.0, -1.0 / 20.0)).epsilon (1e-6));
        CHECK (samples.back() == 0.0f);
        CHECK (std::abs (std::accumulate (samples.begin(), samples.end(), 0.0)) / static_cast<double> (samples.size())
               < (seconds < 0.3 ? 0.02 : 1e-3)); // a short stretch of noise has a mean of its own
    }
}

TEST_CASE ("every sampler makes a finite sound with every process, spacing and number of steps")
{
    const auto checkMakesSound = [] (const Recipe& recipe) {
        CAPTURE (toJson (recipe));
        CHECK (peakOf (generator().make (recipe, {}, {}).audio) == Approx (std::pow (10.0, -1.0 / 20.0)).epsilon (1e-6));
    };
    auto recipe = recipeOf (3, "clap");
    recipe.controls.eta = 0.5;
    recipe.controls.maximumCalls = 50;

    for (const auto& sampler : allSamplers())
        for (const int steps : { 1, 2, 5 })
            for (const auto& process : allProcesses())
            {
                recipe.sampler = sampler.kind;
                recipe.process.kind = process.kind;
                recipe.steps = steps;
                checkMakesSound (recipe);
            }

    for (const auto& levels : allLevelSpacings())
        if (! isLearned (levels.spacing)) // the test model has none
        {
            recipe.sampler = SamplerKind::ddim;
            recipe.levels = { levels.spacing, 5.0, {} };

            if (levels.spacing == LevelSpacing::list)
                recipe.levels.list = { 10.0, 1.0, 0.1 };

            checkMakesSound (recipe);
        }
}

TEST_CASE ("progress counts the steps from the first to the last, down to no noise and no time left")
{
    std::vector<GenerationProgress> heard;
    generator().make (recipeOf (7), {}, [&] (const GenerationProgress& progress) { heard.push_back (progress); });
    REQUIRE (heard.size() == 6);

    for (std::size_t i = 0; i < heard.size(); ++i)
    {
        CHECK (heard[i].step == static_cast<int> (i) + 1);
        CHECK (heard[i].steps == 6);
        CHECK (heard[i].secondsLeft >= 0.0);
        CHECK ((i == 0 || heard[i].ratio < heard[i - 1].ratio));
    }

    CHECK (heard.back().ratio == 0.0);
    CHECK (heard.back().secondsLeft == 0.0);
}

TEST_CASE ("cancelling from the progress callback ends the run before another network call")
{
    CancelToken cancel;
    int reports = 0;

    const auto cancelAtThird = [&] (const GenerationProgress& progress) {
        reports = progress.step;

        if (progress.step == 3)
            cancel.cancel();
    };

    CHECK_THROWS_AS (generator().make (recipeOf (7), cancel, cancelAtThird), Cancelled);
    CHECK (reports == 3);
    CHECK_THROWS_AS (generator().make (recipeOf (7), cancel, cancelAtThird), Cancelled);
    CHECK (reports == 3);
}

TEST_CASE ("recipes that cannot be made are refused in a sentence before the network is called")
{
    const auto refused = [] (const Recipe& recipe) {
        return sentenceOf (
            [&] { generator().make (recipe, {}, [] (const GenerationProgress&) { FAIL ("the network was called"); }); });
    };

    CHECK_THAT (refused (recipeOf (7, "snair")),
                Contains ("Unknown class \"snair\"") && Contains ("did you mean \"snare\"?"));
    CHECK_THAT (refused (changed (recipeOf (7), [] (Recipe& r) { r.steps = 0; })), Contains ("steps") && Contains ("not 0"));
    CHECK_THAT (refused (changed (recipeOf (7), [] (Recipe& r) { r.seconds = 3.5; })),
                Contains ("length") && Contains ("3.5"));
    CHECK_THAT (refused (changed (recipeOf (7), [] (Recipe& r) { r.seconds = -1; })), Contains ("length"));
    CHECK_THAT (refused (changed (recipeOf (7), [] (Recipe& r) { r.controls.eta = 2; })), Contains ("Eta"));
    CHECK_THAT (refused (changed (recipeOf (7), [] (Recipe& r) { r.classes.clear(); })), Contains ("at least one class"));
}

TEST_CASE ("extreme guidance still gives a finite sound or a sentence")
{
    for (const auto guidance : { -10.0, 0.0, 20.0 })
    {
        const auto recipe = changed (recipeOf (7), [=] (Recipe& r) { r.guidance = guidance; });
        std::vector<float> samples;
        const auto sentence = sentenceOf ([&] { samples = samplesOf (recipe); });
        CAPTURE (guidance, sentence);
        CHECK (samples.empty() != sentence.empty());
        CHECK (std::all_of (samples.begin(), samples.end(), [] (float x) { return std::isfinite (x); }));
    }
}

TEST_CASE ("making a sound leaves LibTorch's number of threads as it was")
{
    const auto before = at::get_num_threads();
    auto two = newGenerator (before + 1);
    two.make (recipeOf (7), {}, {});
    CHECK (at::get_num_threads() == before);
}

TEST_CASE ("a generator for an unknown model or device gives a sentence, and one for a missing device a notice")
{
    CHECK_THAT (sentenceOf ([] { Generator ({ "a-name-of-no-model", "cpu", 1 }); }), Contains ("There is no model"));
    CHECK_THAT (sentenceOf ([] { Generator ({ tinyModel().string(), "cpuu", 1 }); }), Contains ("did you mean \"cpu\"?"));

    const Generator cuda ({ tinyModel().string(), "cuda", 1 });
    CHECK ((cuda.deviceName() == "CPU") == (cuda.deviceNotice().find ("Running on the CPU") == 0));
}

TEST_CASE ("a model has the name of its folder, however its path was written")
{
    const auto path = tinyModel();

    for (const auto& written : { path.string() + '/', (path / "weights.safetensors").string(), (path / ".").string(),
                                 (path / ".." / "tiny").string() })
    {
        CAPTURE (written);
        CHECK (Generator ({ written, "cpu", 1 }).modelName() == "tiny");
    }
}
