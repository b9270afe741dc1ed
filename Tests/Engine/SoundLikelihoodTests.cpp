#include "Engine/SoundLikelihood.h"

#include "Audio/AudioTestTools.h"
#include "Audio/SoundFile.h"
#include "Doubles/TinyModel.h"
#include "Support/Error.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace stochastick;
using audiotest::TemporaryFolder;

namespace
{
struct Meter : TemporaryFolder
{
    Meter() { writeSoundFile (path / "tone.wav", audiotest::sine (200.0, 0.1), SoundFormat::wav32f); }

    const LikelihoodMeter meter { { test::tinyModel().string(), "cpu", 1 } };

    double nats (const std::string& name = "tone.wav", const std::map<std::string, double>& classes = {}, int steps = 3,
                 int probes = 1) const
    {
        return meter.measure ({ path / name, classes, steps, probes }, {}, [] (double) {}).nats;
    }
};
} // namespace

TEST_CASE ("a sound's likelihood comes in nats, and in bits a sample as a 16-bit sound has them")
{
    const Meter one;
    const auto found = one.meter.measure ({ one.path / "tone.wav", {}, 3, 1 }, {}, [] (double) {});
    CHECK (std::isfinite (found.nats));
    CHECK (found.bitsPerSample == Approx (15.0 - found.nats / std::log (2.0) / test::tinyModelLength));
    CHECK (one.meter.modelName() == "tiny");
    CHECK (one.nats() == found.nats);
}

TEST_CASE ("a likelihood does not depend on how loud the file is, but on sound, class and directions")
{
    const Meter one;
    auto quiet = audiotest::sine (200.0, 0.1, 44100, 0.05);
    writeSoundFile (one.path / "quiet.wav", quiet, SoundFormat::wav32f);
    writeSoundFile (one.path / "higher.wav", audiotest::sine (400.0, 0.1), SoundFormat::wav32f);

    CHECK (one.nats ("quiet.wav") == Approx (one.nats()).epsilon (1e-3)); // prepared as for training
    CHECK (one.nats ("higher.wav") != one.nats());
    CHECK (one.nats ("tone.wav", { { "kick", 1.0 } }) != one.nats());
    CHECK (one.nats ("tone.wav", { { "kick", 1.0 } }) != one.nats ("tone.wav", { { "snare", 1.0 } }));
    CHECK (one.nats ("tone.wav", { { "kick", 2.0 } }) == one.nats ("tone.wav", { { "kick", 1.0 } }));
    CHECK (one.nats ("tone.wav", {}, 3, 2) != one.nats());
}

TEST_CASE ("a likelihood settles as its levels grow more")
{
    const Meter one;
    const auto coarse = one.nats ("tone.wav", {}, 8), fine = one.nats ("tone.wav", {}, 16),
               finest = one.nats ("tone.wav", {}, 32);
    CAPTURE (coarse, fine, finest);
    CHECK (std::abs (fine - finest) < std::abs (coarse - finest));
}

TEST_CASE ("a likelihood refuses files and classes that it cannot use, reports its way and can be cancelled")
{
    const Meter one;
    audiotest::writeBytes (one.path / "text.wav", "a good kick\n");
    CHECK_THROWS_AS (one.nats ("text.wav"), Error);
    CHECK_THROWS_AS (one.nats ("none.wav"), Error);
    CHECK_THROWS_AS (one.nats ("tone.wav", { { "snair", 1.0 } }), UsageError);

    CancelToken cancel;
    std::vector<double> reports;
    CHECK_THROWS_AS (one.meter.measure ({ one.path / "tone.wav", {}, 5, 1 }, cancel,
                                        [&] (double done) {
                                            reports.push_back (done);

                                            if (reports.size() == 2)
                                                cancel.cancel();
                                        }),
                     Cancelled);
    CHECK (reports == std::vector { 0.25, 0.5 });
}
