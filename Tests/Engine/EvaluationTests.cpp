#include "Engine/Evaluation.h"

#include "Audio/AudioTestTools.h"
#include "Doubles/TinyModel.h"
#include "Support/Error.h"
#include "Training/DrumFolder.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace stochastick;
using audiotest::sentenceOf;
using audiotest::TemporaryFolder;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace
{
void ignore (double, const std::string&) {}

EvaluationRequest smallRequest()
{
    EvaluationRequest request { 2, {}, {} };
    request.recipe.steps = 2;
    request.recipe.seed = 5;
    return request;
}

} // namespace

TEST_CASE ("an evaluation judges as many sounds of each class as asked for and hands each of them out")
{
    const TemporaryFolder folder;
    trainingtest::writeDrums (folder.path, 3, 2);
    Generator generator ({ test::tinyModel().string(), "cpu", 1 });
    DrumJudge judge (folder.path, {}, ignore);
    std::vector<Sound> kept;
    std::vector<double> done;

    const auto result = evaluate (
        generator, judge, smallRequest(), [&] (double share, const std::string&) { done.push_back (share); },
        [&] (const Sound& sound) { kept.push_back (sound); });

    REQUIRE (result.figures.named.size() == drumClasses().size());
    REQUIRE (kept.size() == 2 * drumClasses().size());

    for (std::size_t c = 0; c < drumClasses().size(); ++c)
    {
        CHECK (result.figures.named[c].all == 2);
        CHECK (kept[2 * c].recipe.classes == std::map<std::string, double> { { drumClasses()[c], 1.0 } });
        CHECK (kept[2 * c].audio.samples != kept[2 * c + 1].audio.samples);
    }

    CHECK (std::is_sorted (done.begin(), done.end()));
    CHECK ((done.front() == 0.0 && done.back() < 1.0));
    CHECK (result.secondsPerSound > 0.0);
    CHECK (result.figures.notFinite == 0);
    CHECK (result.figures.largestDc < 0.02); // of 93 ms of noise
    CHECK ((result.figures.smallestDistance > 0.1 && result.figures.smallestDistance < 2.0));

    // random weights make noise: real sounds are nearer to real ones
    const auto beside = yardsticks (judge, 2);
    CHECK (beside.training.frechet < beside.noise.frechet);
    CHECK (beside.training.frechet < result.figures.frechet);
    CHECK (beside.heldOut.namedInAll().share() > result.figures.namedInAll().share());
}

TEST_CASE ("an evaluation can be cancelled while it makes sounds")
{
    const TemporaryFolder folder;
    trainingtest::writeDrums (folder.path, 3, 2);
    Generator generator ({ test::tinyModel().string(), "cpu", 1 });
    DrumJudge judge (folder.path, {}, ignore);
    auto request = smallRequest();
    int kept = 0;

    CHECK_THROWS_AS (evaluate (generator, judge, request, ignore,
                               [&] (const Sound&) {
                                   ++kept;
                                   request.cancel.cancel();
                               }),
                     Cancelled);
    CHECK (kept == 1);
}

TEST_CASE ("a judge without real sounds, or with too few that are held out, gives a sentence")
{
    const TemporaryFolder folder;
    const auto sentence = [] (const fs::path& data) { return sentenceOf ([&] { DrumJudge (data, {}, ignore); }); };

    CHECK_THAT (sentence (folder.path / "missing"), Contains ("There is no folder of sounds") && Contains ("missing"));
    CHECK_THAT (sentence (folder.path), Contains ("no usable sounds"));

    for (const auto& stem : trainingtest::stems (false, 3))
        trainingtest::addSound (folder.path, 0, stem, 1);

    trainingtest::addSound (folder.path, 1, trainingtest::stems (true, 1).front(), 1);
    CHECK_THAT (sentence (folder.path), Contains ("two that are held out; there are 3 and 1"));
}

TEST_CASE ("a share is shown with its counts and Wilson's interval")
{
    CHECK (shareText ({ 17, 20 }) == "17/20 = 85 % [64, 95]"); // the interval is 0.6396 to 0.9476
    CHECK (shareText ({ 0, 10 }) == "0/10 = 0 % [0, 28]");
    CHECK (shareText ({ 10, 10 }) == "10/10 = 100 % [72, 100]");
    CHECK (shareText ({ 0, 0 }) == "-");
}

TEST_CASE ("shares count all classes together, and of nothing they are 0")
{
    SetFigures figures;
    CHECK (figures.namedInAll().share() == 0.0);

    figures.named = { { 9, 10 }, { 0, 20 } };
    CHECK (figures.namedInAll().share() == Approx (0.3));
}

TEST_CASE ("figures as JSON have all their numbers")
{
    SetFigures figures;
    figures.named = { { 9, 10 } };
    figures.frechet = 1.5;
    figures.medianTailDb = -60.0;
    figures.notFinite = 3;
    const nlohmann::json json = figures;

    CHECK (json.at ("named_by_class").at ("kick").at ("share") == 0.9);
    CHECK (json.at ("named").at ("right") == 9);
    CHECK (json.at ("frechet") == 1.5);
    CHECK (json.at ("median_tail_db") == -60.0);
    CHECK (json.at ("not_finite") == 3);

    for (const auto* key : { "kernel", "embedded_frechet", "embedded_kernel", "precision", "recall", "told_apart",
                             "nearest_training", "decay", "brightness", "loudness", "attack", "frame_line_db", "clipped" })
        CHECK (json.contains (key));
}
