#include "Training/DrumJudge.h"

#include "Audio/AudioTestTools.h"
#include "Support/Error.h"
#include "Training/DrumFolder.h"

#include <catch2/catch.hpp>
#include <limits>

using namespace stochastick;
using audiotest::sentenceOf;
using audiotest::TemporaryFolder;
using Catch::Matchers::Contains;

namespace
{
void ignore (double, const std::string&) {}

/** Of procedural drums: eight of each class to train on, six that are held out. */
DrumJudge& judgeOfDrums()
{
    static const TemporaryFolder folder;
    static DrumJudge judge = [] {
        trainingtest::writeDrums (folder.path, 8, 6);
        return DrumJudge (folder.path, {}, ignore);
    }();
    return judge;
}
} // namespace

TEST_CASE ("a judge keeps training and held-out drums apart and finds held-out ones equal to themselves")
{
    auto& judge = judgeOfDrums();
    REQUIRE (judge.training().size() == drumClasses().size());
    CHECK (judge.training()[0].size() == 8);
    CHECK (judge.heldOut()[0].size() == 6);

    const auto figures = judge.judge (judge.heldOut());
    CHECK (figures.frechet == Approx (0.0).margin (1e-4));
    CHECK (figures.embeddedFrechet == Approx (0.0).margin (1e-4));
    CHECK (figures.coverage.precision == Approx (1.0));
    CHECK (figures.coverage.recall == Approx (1.0));
    CHECK (figures.nearestTraining == Approx (1.0));
    CHECK (figures.decay + figures.brightness + figures.loudness + figures.attack == Approx (0.0).margin (1e-9));
    CHECK (figures.notFinite == 0);
    CHECK (figures.namedInAll().all == 54);
    CHECK (figures.namedInAll().share() > 0.4); // by chance: 0.11
}

TEST_CASE ("some of a set are at most as many of each class, spread over it, without repetitions")
{
    const auto& all = judgeOfDrums().training();
    const auto some = someOf (all, 3), more = someOf (all, 100);
    REQUIRE (some.size() == all.size());

    for (std::size_t c = 0; c < all.size(); ++c)
    {
        REQUIRE (some[c].size() == 3);
        CHECK (more[c].size() == all[c].size());

        for (std::size_t i = 0; i < 3; ++i)
            CHECK (some[c][i].audio.samples == all[c][i * 8 / 3].audio.samples);
    }
}

TEST_CASE ("more drums of the kind are near the held-out ones, noise under their envelopes is far and told apart")
{
    auto& judge = judgeOfDrums();
    const auto drums = judge.judge (proceduralDrums (6, DrumJudge::length, judge.heldOut())),
               noise = judge.judge (envelopedNoise (judge.heldOut()));

    CHECK (drums.frechet < 0.5 * noise.frechet);
    CHECK (drums.kernel < noise.kernel);
    CHECK (drums.embeddedFrechet < noise.embeddedFrechet);
    CHECK (drums.brightness < noise.brightness);
    CHECK (drums.namedInAll().share() > noise.namedInAll().share());
    CHECK (noise.toldApart.share() > 0.9);
    CHECK (drums.toldApart.share() < 0.7); // they are of one kind: a half, but for chance
    CHECK (drums.toldApart.all == 108);
}

TEST_CASE ("a set that repeats training sounds shows it")
{
    auto& judge = judgeOfDrums();
    const auto repeated = judge.judge (judge.training());

    CHECK (repeated.nearestTraining == Approx (0.0).margin (1e-6));
    CHECK (judge.judge (proceduralDrums (6, DrumJudge::length, judge.heldOut())).nearestTraining > 0.5);
}

TEST_CASE ("each class counts as often as among the held-out drums, however many of it are judged")
{
    auto& judge = judgeOfDrums();
    auto set = proceduralDrums (6, DrumJudge::length, judge.heldOut());
    const auto even = judge.judge (set).frechet;
    const auto kicks = set[0];

    for (int copy = 0; copy < 8; ++copy)
        set[0].insert (set[0].end(), kicks.begin(), kicks.end());

    CHECK (judge.judge (set).frechet == Approx (even).epsilon (0.05));
}

TEST_CASE ("sounds that are not finite are counted and left out; nothing else is no set")
{
    auto& judge = judgeOfDrums();
    auto set = proceduralDrums (3, DrumJudge::length, judge.heldOut());
    set[2][1].audio.samples[77] = std::numeric_limits<float>::quiet_NaN();
    const auto figures = judge.judge (set);

    CHECK (figures.notFinite == 1);
    CHECK (figures.named[2].all == 2);
    CHECK (std::isfinite (figures.frechet));

    for (auto& drums : set)
        for (auto& drum : drums)
            drum.audio.samples[0] = std::numeric_limits<float>::infinity();

    CHECK_THAT (sentenceOf ([&] { judge.judge (set); }), Contains ("no sound to judge"));
}

TEST_CASE ("a judge can be cancelled before it has read everything")
{
    const TemporaryFolder folder;
    trainingtest::writeDrums (folder.path, 3, 2);
    CancelToken cancel;
    const auto cancelSoon = [&cancel] (double done, const std::string&) {
        if (done > 0.2)
            cancel.cancel();
    };

    CHECK_THROWS_AS (DrumJudge (folder.path, cancel, cancelSoon), Cancelled);
}
