#include "Engine/LevelSchedule.h"

#include "Audio/AudioTestTools.h"
#include "Audio/SoundFile.h"
#include "Doubles/TinyModel.h"
#include "Network/Model.h"
#include "Support/Error.h"
#include "Training/Dataset.h"
#include "Training/DrumSynthesis.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

using namespace stochastick;
namespace fs = std::filesystem;

namespace
{
LevelScheduleRequest smallRequest()
{
    LevelScheduleRequest request;
    request.generator = { test::tinyModel().string(), "cpu", 1 };
    request.soundsPerClass = 1;
    request.levels = 8;
    return request;
}

LevelSchedule learn (const LevelScheduleRequest& request)
{
    return learnLevels (request, {}, [] (double, const std::string&) {});
}

/** Kicks alone, named a to z, some of which are held out. */
int writeKicks (const fs::path& folder)
{
    int heldOut = 0;
    fs::create_directories (folder / "kick");

    for (char letter = 'a'; letter <= 'z'; ++letter)
    {
        const std::string stem { letter };
        writeSoundFile (folder / "kick" / (stem + ".wav"), synthesiseDrum (0, static_cast<std::uint64_t> (letter)),
                        SoundFormat::wav16);
        heldOut += isHeldOut (stem) ? 1 : 0;
    }

    return heldOut;
}
} // namespace

TEST_CASE ("levels are learned on a grid that is uniform in the logarithm, over the model's range to the bit")
{
    const auto schedule = learn (smallRequest());
    const auto model = Model::load (test::tinyModel() / "weights.safetensors", torch::kCPU);
    const auto& ratios = schedule.levels.ratios();
    REQUIRE (ratios.size() == 8);
    CHECK (ratios.front() == model.info().smallestRatio);
    CHECK (ratios.back() == model.info().largestRatio);

    for (std::size_t i = 1; i + 1 < ratios.size(); ++i)
        CHECK (ratios[i] / ratios[i - 1] == Approx (ratios[i + 1] / ratios[i]));

    CHECK (schedule.sounds == 9);
    CHECK (fs::equivalent (schedule.folder, test::tinyModel()));
    CHECK (schedule.weightHash == model.weightHash());
}

TEST_CASE ("what is measured for learned levels is finite and as it must be")
{
    const auto levels = learn (smallRequest()).levels;
    CHECK (levels.endErrors().front() == 0.0);

    for (std::size_t from = 0; from < 8; ++from)
    {
        CHECK (levels.noiseLosses()[from] > 0.0);
        CHECK (std::isfinite (levels.noiseLosses()[from]));
        CHECK (std::isfinite (levels.endErrors()[from]));

        for (std::size_t to = 0; to < from; ++to)
            CHECK (std::isfinite (levels.errorCosts()[from][to]));
    }

    CHECK (levels.errorCosts()[7][0] > levels.errorCosts()[7][5]);
}

TEST_CASE ("the same seed learns the same levels, another seed and another guidance do not")
{
    const auto usual = learn (smallRequest()).levels;
    CHECK (learn (smallRequest()).levels.errorCosts() == usual.errorCosts());

    auto otherSeed = smallRequest(), otherGuidance = smallRequest();
    otherSeed.seed = 5;
    otherGuidance.guidance = 4.0;
    CHECK (learn (otherSeed).levels.noiseLosses() != usual.noiseLosses());
    const auto guided = learn (otherGuidance).levels;
    CHECK (guided.noiseLosses() == usual.noiseLosses()); // a likelihood has no guidance
    CHECK (guided.errorCosts() != usual.errorCosts());
}

TEST_CASE ("levels are learned on the held-out sounds of a folder, as many as there are")
{
    const audiotest::TemporaryFolder folder;
    const auto heldOut = writeKicks (folder.path);
    REQUIRE (heldOut > 1);
    auto request = smallRequest();
    request.data = folder.path;
    CHECK (learn (request).sounds == 1);
    request.soundsPerClass = 100;
    CHECK (learn (request).sounds == heldOut);

    request.data = folder.path / "none";
    CHECK_THROWS_AS (learn (request), Error);
}

TEST_CASE ("learning levels reports its way up to the end, and stops when cancelled")
{
    std::vector<double> reports;
    learnLevels (smallRequest(), {}, [&] (double done, const std::string&) { reports.push_back (done); });
    REQUIRE (reports.size() == 9);
    CHECK (std::is_sorted (reports.begin(), reports.end()));
    CHECK (reports.back() == Approx (1.0));

    CancelToken cancel;
    int sounds = 0;
    CHECK_THROWS_AS (learnLevels (smallRequest(), cancel,
                                  [&] (double, const std::string&) {
                                      if (++sounds == 2)
                                          cancel.cancel();
                                  }),
                     Cancelled);
    CHECK (sounds == 2);
}
