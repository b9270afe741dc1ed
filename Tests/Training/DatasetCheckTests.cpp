#include "Training/DatasetCheck.h"

#include "Audio/AudioTestTools.h"
#include "Training/DrumFolder.h"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace stochastick;
using namespace trainingtest;
using audiotest::TemporaryFolder;
using Catch::Matchers::Contains;

namespace
{
DatasetDoubts doubtsOf (const std::filesystem::path& folder, const CancelToken& cancel = {})
{
    return checkDataset ({ folder, drumClasses(), 44100, 32768, Split::all, cancel }, [] (double, const std::string&) {});
}

/** Why a file is doubtful; empty when it is not. */
std::string whyOf (const DatasetDoubts& doubts, const std::string& file)
{
    const auto found = std::find_if (doubts.doubtful.begin(), doubts.doubtful.end(),
                                     [&file] (const DoubtfulSound& doubt) { return doubt.sound.file == file; });
    return found == doubts.doubtful.end() ? std::string {} : found->why;
}

void writeSound (const std::filesystem::path& file, const MonoAudio& audio)
{
    writeSoundFile (file, audio, SoundFormat::wav16);
}
} // namespace

TEST_CASE ("a cymbal among kicks, a clipped snare, a sound on both sides and a text file are found, and hardly anything else")
{
    const TemporaryFolder folder;
    writeDrums (folder.path, 14, 2);
    writeSound (folder.path / "kick" / "cymbal-in-disguise.wav", synthesiseDrum (7, 77));

    auto loud = synthesiseDrum (1, 78);

    for (auto& sample : loud.samples)
        sample = std::clamp (6.0f * sample, -1.0f, 1.0f);

    for (auto& sample : loud.samples) // its level was lowered later
        sample *= 0.5f;

    writeSound (folder.path / "snare" / "loud.wav", loud);
    audiotest::writeBytes (folder.path / "tom" / "text.wav", "no sound");

    const auto held = stems (true, 1).front();
    auto turned = synthesiseDrum (7, 15); // the first that writeDrums holds out

    for (auto& sample : turned.samples)
        sample = -sample;

    writeSound (folder.path / "cymbal" / (stems (false, 20).back() + ".wav"), turned);
    const auto doubts = doubtsOf (folder.path);

    CHECK (doubts.checked == 9 * 16 + 3);
    REQUIRE (doubts.unusable.size() == 1);
    CHECK_THAT (doubts.unusable.front(), Contains ("text.wav"));
    CHECK_THAT (whyOf (doubts, "kick/cymbal-in-disguise.wav"), Contains ("sounds like cymbal"));
    CHECK_THAT (whyOf (doubts, "snare/loud.wav"), Contains ("clipped"));
    CHECK_THAT (whyOf (doubts, "cymbal/" + held + ".wav"), Contains ("trained on as cymbal/"));
    CHECK (doubts.doubtful.size() < 12);
}

TEST_CASE (
    "a folder with hardly any sounds is checked as far as it goes; one without any is refused; checking can be stopped")
{
    const TemporaryFolder folder;
    CHECK_THROWS_AS (doubtsOf (folder.path), Error);

    addSound (folder.path, 0, "one", 1);
    CHECK (doubtsOf (folder.path).doubtful.empty());

    CancelToken cancelled;
    cancelled.cancel();
    CHECK_THROWS_AS (doubtsOf (folder.path, cancelled), Cancelled);
}

TEST_CASE ("what a list leaves out is not trained on, but judges as before")
{
    const TemporaryFolder folder;
    writeDrums (folder.path, 3, 2);
    const auto kept = "kick/" + stems (true, 1).front() + ".wav", left = "kick/" + stems (false, 1).front() + ".wav";
    DatasetRequest request { folder.path, drumClasses(), 44100, 32768, Split::training, {} };
    request.without = { left, kept };

    const auto has = [] (const Dataset& dataset, const std::string& file) {
        return std::any_of (dataset.examples.begin(), dataset.examples.end(),
                            [&file] (const Example& example) { return example.file == file; });
    };
    const auto training = loadDataset (request);
    CHECK (training.examples.size() == 9 * 3 - 1);
    CHECK_FALSE (has (training, left));

    request.split = Split::heldOut;
    CHECK (has (loadDataset (request), kept));
}
