#include "Engine/Evaluation.h"

#include "Audio/AudioTestTools.h"
#include "Audio/SoundFile.h"
#include "Doubles/TinyModel.h"
#include "Support/Error.h"
#include "Training/DrumSynthesis.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace stochastick;
using audiotest::sentenceOf;
using audiotest::TemporaryFolder;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace
{
/** Names of drums that are held out, or not. */
std::vector<std::string> stems (bool heldOut, std::size_t count)
{
    std::vector<std::string> found;

    for (char a = 'a'; a <= 'z'; ++a)
        for (char b = 'a'; b <= 'z'; ++b)
            if (const std::string stem { a, b }; found.size() < count && isHeldOut (stem) == heldOut)
                found.push_back (stem);

    return found;
}

void addSound (const fs::path& folder, int drumClass, const std::string& stem, std::uint64_t seed)
{
    const auto& name = drumClasses()[static_cast<std::size_t> (drumClass)];
    fs::create_directories (folder / name);
    writeSoundFile (folder / name / (stem + ".wav"), synthesiseDrum (drumClass, seed), SoundFormat::wav16);
}

/** Three drums of each class to train on and two that are held out. */
void writeDrums (const fs::path& folder)
{
    for (int drumClass = 0; drumClass < static_cast<int> (drumClasses().size()); ++drumClass)
    {
        std::uint64_t seed = 0;

        for (const auto& stem : stems (false, 3))
            addSound (folder, drumClass, stem, ++seed);

        for (const auto& stem : stems (true, 2))
            addSound (folder, drumClass, stem, ++seed);
    }
}

EvaluationRequest requestFor (const fs::path& data)
{
    EvaluationRequest request { data, 2, {}, {} };
    request.recipe.steps = 2;
    request.recipe.seed = 5;
    return request;
}

void ignoreSound (const Sound&) {}
} // namespace

TEST_CASE ("an evaluation judges as many sounds of each class as asked for and hands each of them out")
{
    const TemporaryFolder folder;
    writeDrums (folder.path);
    Generator generator ({ test::tinyModel().string(), "cpu", 1 });
    std::vector<Sound> kept;
    std::vector<double> done;

    const auto result = evaluate (
        generator, requestFor (folder.path), [&] (double share, const std::string&) { done.push_back (share); },
        [&] (const Sound& sound) { kept.push_back (sound); });

    REQUIRE (result.classes.size() == drumClasses().size());
    REQUIRE (kept.size() == 2 * drumClasses().size());

    for (std::size_t c = 0; c < result.classes.size(); ++c)
    {
        const auto& one = result.classes[c];
        CHECK (one.name == drumClasses()[c]);
        CHECK ((one.all == 2 && one.realAll == 2 && one.right <= 2 && one.realRight <= 2));
        CHECK (kept[2 * c].recipe.classes == std::map<std::string, double> { { one.name, 1.0 } });
        CHECK (kept[2 * c].audio.samples != kept[2 * c + 1].audio.samples);
    }

    CHECK (std::is_sorted (done.begin(), done.end()));
    CHECK ((done.front() == 0.0 && done.back() < 1.0));
    CHECK (result.notFinite == 0);
    CHECK (result.largestDc < 0.02); // of 93 ms of noise
    CHECK ((result.smallestDistance > 0.1 && result.smallestDistance < 2.0));
    CHECK (result.frechetReal < result.frechetNoise); // random weights make noise: real sounds are nearer to real ones
    CHECK (result.frechetReal < result.frechet);
    CHECK (result.realAccuracy() > result.accuracy());
}

TEST_CASE ("an evaluation can be cancelled while it makes sounds")
{
    const TemporaryFolder folder;
    writeDrums (folder.path);
    Generator generator ({ test::tinyModel().string(), "cpu", 1 });
    auto request = requestFor (folder.path);
    int kept = 0;

    CHECK_THROWS_AS (evaluate (
                         generator, request, [] (double, const std::string&) {},
                         [&] (const Sound&) {
                             ++kept;
                             request.cancel.cancel();
                         }),
                     Cancelled);
    CHECK (kept == 1);
}

TEST_CASE ("an evaluation without real sounds gives a sentence")
{
    const TemporaryFolder folder;
    Generator generator ({ test::tinyModel().string(), "cpu", 1 });
    const auto sentence = [&] (const fs::path& data) {
        return sentenceOf ([&] {
            evaluate (
                generator, requestFor (data), [] (double, const std::string&) {}, ignoreSound);
        });
    };

    CHECK_THAT (sentence (folder.path / "missing"), Contains ("There is no folder of sounds") && Contains ("missing"));
    CHECK_THAT (sentence (folder.path), Contains ("no usable sounds"));
}

TEST_CASE ("a data set in which too few sounds are held out is refused in a sentence")
{
    const TemporaryFolder folder;
    addSound (folder.path, 0, stems (false, 1).front(), 1);
    addSound (folder.path, 1, stems (true, 1).front(), 2);
    Generator generator ({ test::tinyModel().string(), "cpu", 1 });

    const auto evaluateIt = [&] {
        evaluate (
            generator, requestFor (folder.path), [] (double, const std::string&) {}, ignoreSound);
    };
    CHECK_THAT (sentenceOf (evaluateIt), Contains ("at least two sounds"));
}

TEST_CASE ("a share is shown with its counts and Wilson's interval")
{
    CHECK (shareText (17, 20) == "17/20 = 85 % [64, 95]"); // the interval is 0.6396 to 0.9476
    CHECK (shareText (0, 10) == "0/10 = 0 % [0, 28]");
    CHECK (shareText (10, 10) == "10/10 = 100 % [72, 100]");
    CHECK (shareText (0, 0) == "-");
}

TEST_CASE ("accuracies count all classes together, and none are 0")
{
    EvaluationResult result;
    CHECK (result.accuracy() == 0.0);
    CHECK (result.realAccuracy() == 0.0);

    result.classes = { { "kick", 9, 10, 1, 2 }, { "snare", 0, 20, 2, 2 } };
    CHECK (result.accuracy() == Approx (0.3));
    CHECK (result.realAccuracy() == Approx (0.75));
}

TEST_CASE ("an evaluation as JSON has all its numbers")
{
    EvaluationResult result;
    result.classes = { { "kick", 9, 10, 1, 2 } };
    result.frechet = 1.5;
    result.medianTailDb = -60.0;
    result.notFinite = 3;
    const auto json = toJson (result);

    CHECK (json.at ("classes").at (0)
           == nlohmann::json { { "class", "kick" }, { "right", 9 }, { "all", 10 }, { "real_right", 1 }, { "real_all", 2 } });
    CHECK (json.at ("accuracy") == 0.9);
    CHECK (json.at ("real_accuracy") == 0.5);
    CHECK (json.at ("frechet") == 1.5);
    CHECK (json.at ("median_tail_db") == -60.0);
    CHECK (json.at ("not_finite") == 3);

    for (const auto* key : { "frechet_real", "frechet_procedural", "frechet_noise", "largest_dc", "smallest_distance" })
        CHECK (json.contains (key));
}
