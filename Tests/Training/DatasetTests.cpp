#include "Training/Dataset.h"

#include "Audio/AudioTestTools.h"
#include "Audio/SoundFile.h"
#include "Training/DrumSynthesis.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

using namespace stochastick;
using namespace audiotest;

namespace
{
namespace fs = std::filesystem;

/** A tree of sounds that the tests fill. */
struct SoundFolder : TemporaryFolder
{
    void add (const fs::path& file, const MonoAudio& audio) const
    {
        fs::create_directories ((path / file).parent_path());
        writeSoundFile (path / file, audio, file.extension() == ".flac" ? SoundFormat::flac : SoundFormat::wav16);
    }

    void addDrum (const fs::path& file, int drumClass = 0) const { add (file, synthesiseDrum (drumClass, 1, 4096)); }

    void addText (const fs::path& file, const std::string& text) const
    {
        fs::create_directories ((path / file).parent_path());
        writeBytes (path / file, text);
    }

    DatasetRequest request (Split split = Split::all) const
    {
        return { path, { "kick", "snare", "clap" }, 44100, 8192, split, {} };
    }

    Dataset load (Split split = Split::all) const { return loadDataset (request (split)); }
};

std::set<std::string> filesOf (const Dataset& dataset)
{
    std::set<std::string> files;

    for (const auto& example : dataset.examples)
        files.insert (example.file);

    return files;
}

/** Names that differ in more than take numbers: sound_aa, sound_ab, … */
std::string stemNumber (int number)
{
    return std::string ("sound_") + static_cast<char> ('a' + number / 26 % 26) + static_cast<char> ('a' + number % 26);
}
} // namespace

TEST_CASE ("the class of a sound is the name of its folder, at any depth and in any of the formats")
{
    const SoundFolder folder;
    folder.addDrum ("kick/a.wav");
    folder.addDrum ("pack/more/snare/b.flac", 1);
    folder.addDrum ("pack/clap/C.WAV", 2);
    folder.addDrum ("cowbell/d.wav");
    folder.addText ("kick/readme.txt", "a kick");
    const auto dataset = folder.load();

    CHECK (dataset.skipped.empty());
    CHECK (filesOf (dataset) == std::set<std::string> { "kick/a.wav", "pack/more/snare/b.flac", "pack/clap/C.WAV" });

    for (const auto& example : dataset.examples)
        CHECK (example.drumClass == (example.file == "kick/a.wav" ? 0 : example.file == "pack/clap/C.WAV" ? 2 : 1));
}

TEST_CASE ("an index.csv gives the classes instead of the folders")
{
    const SoundFolder folder;
    folder.addDrum ("all/a.wav");
    folder.addDrum ("all/b.wav");
    folder.addDrum ("kick/unlisted.wav");
    folder.addText ("index.csv", "file,class,source\nall/a.wav,snare,somewhere\nall/b.wav,clap\nall/c.wav,kick,missing\n\n");
    const auto dataset = folder.load();

    CHECK (filesOf (dataset) == std::set<std::string> { "all/a.wav", "all/b.wav" });
    CHECK (dataset.examples[0].drumClass == 1);
    CHECK (dataset.examples[1].drumClass == 2);
    REQUIRE (dataset.skipped.size() == 1);
    CHECK_THAT (dataset.skipped[0], Catch::Contains ("c.wav"));
}

TEST_CASE ("an index.csv with the line ends of Windows is read")
{
    const SoundFolder folder;
    folder.addDrum ("all/a.wav");
    folder.addText ("index.csv", "file,class\r\nall/a.wav,snare\r\n");
    Dataset dataset;

    CHECK_NOTHROW (dataset = folder.load());
    REQUIRE (dataset.examples.size() == 1);
    CHECK (dataset.examples[0].drumClass == 1);
}

TEST_CASE ("an index.csv without its columns is refused with a sentence")
{
    const SoundFolder folder;
    folder.addDrum ("kick/a.wav");

    for (const auto* text : { "", "a.wav,kick\n", "class,file\nkick,a.wav\n" })
    {
        folder.addText ("index.csv", text);
        CHECK_THAT (sentenceOf ([&] { folder.load(); }),
                    Catch::Contains ("index.csv") && Catch::Contains ("columns file,class"));
    }
}

TEST_CASE ("a file that cannot be read is left out with a sentence, and the others are read")
{
    const SoundFolder folder;
    folder.addDrum ("kick/good.wav");
    folder.addText ("kick/broken.wav", "no sound at all");
    const auto dataset = folder.load();

    CHECK (filesOf (dataset) == std::set<std::string> { "kick/good.wav" });
    REQUIRE (dataset.skipped.size() == 1);
    CHECK_THAT (dataset.skipped[0], Catch::Contains ("broken.wav"));
}

TEST_CASE ("a missing folder and one without usable sounds are refused with a sentence")
{
    const SoundFolder folder;
    auto missing = folder.request();
    missing.folder = folder.path / "nowhere";

    CHECK_THAT (sentenceOf ([&] { loadDataset (missing); }),
                Catch::Contains ("There is no folder of sounds") && Catch::Contains ("nowhere"));
    CHECK_THAT (sentenceOf ([&] { folder.load(); }),
                Catch::Contains ("holds no usable sounds") && Catch::Contains (folder.path.string()));

    folder.addDrum ("cowbell/a.wav");
    folder.addText ("kick/broken.wav", "no sound at all");
    CHECK_THAT (sentenceOf ([&] { folder.load(); }), Catch::Contains ("holds no usable sounds"));
}

TEST_CASE ("a sound begins at its onset, peaks at -1 dB and has the length and rate that were asked for")
{
    const SoundFolder folder;
    auto late = sine (1000.0, 2.0, 48000, 0.1);
    std::fill (late.samples.begin(), late.samples.begin() + 4800, 0.0f); // 100 ms of silence
    folder.add ("kick/late.wav", late);
    folder.addDrum ("kick/short.wav");
    const auto dataset = folder.load();

    for (const auto& example : dataset.examples)
    {
        CAPTURE (example.file);
        const auto& samples = example.samples;
        const auto peak = std::abs (*std::max_element (samples.begin(), samples.end(),
                                                       [] (float a, float b) { return std::abs (a) < std::abs (b); }));
        const auto onset =
            std::find_if (samples.begin(), samples.end(), [&] (float x) { return std::abs (x) > 0.01f * peak; });

        CHECK (samples.size() == 8192);
        CHECK (static_cast<double> (peak) == Approx (std::pow (10.0, -1.0 / 20.0)).epsilon (1e-4));
        CHECK (onset - samples.begin() <= 24);
        CHECK (samples.back() == 0.0f);
    }

    const auto& resampled = dataset.examples[0].samples;
    int crossings = 0;

    for (std::size_t i = 1001; i < 5411; ++i) // 100 ms
        crossings += (resampled[i - 1] < 0.0f) != (resampled[i] < 0.0f) ? 1 : 0;

    CHECK (crossings == Approx (200).margin (1));
}

TEST_CASE ("takes of one drum share a group, and different drums do not")
{
    const auto person = takeGroup ("frankensnare__xtra_claps_clap_person1_rr1");

    CHECK (person == takeGroup ("frankensnare__xtra_claps_clap_person1_rr2"));
    CHECK (person == takeGroup ("frankensnare__xtra_claps_clap_person2_rr1"));
    CHECK (person != takeGroup ("othersource__xtra_claps_clap_person1_rr1"));
    CHECK (person != takeGroup ("frankensnare__xtra_claps_clap_machine1_rr1"));

    CHECK (takeGroup ("kick-vl3") == takeGroup ("kick-vl12"));
    CHECK (takeGroup ("Kick_V1_RR4") == takeGroup ("Kick_v2_rr1"));
    CHECK (takeGroup ("ride") != takeGroup ("ide"));
    CHECK (takeGroup ("snare_rim") != takeGroup ("snare_im"));
    CHECK (takeGroup ("vinyl_kick") != takeGroup ("inyl_kick"));
}

TEST_CASE ("about one group in eight is held out, and all takes of a drum with it")
{
    int heldOut = 0;

    for (int number = 0; number < 26 * 26; ++number)
    {
        const auto side = isHeldOut (stemNumber (number));
        heldOut += side ? 1 : 0;

        for (const auto* take : { "_rr1", "_rr2", "_rr17" })
            CHECK (isHeldOut (stemNumber (number) + take) == isHeldOut (stemNumber (number) + "_rr3"));
    }

    CHECK (heldOut > 26 * 26 / 12);
    CHECK (heldOut < 26 * 26 / 6);
}

TEST_CASE ("training and held-out sounds are disjoint and together all")
{
    const SoundFolder folder;

    for (int number = 0; number < 40; ++number)
        folder.addDrum ("kick/" + stemNumber (number) + ".wav");

    const auto whole = folder.load();
    const auto all = filesOf (whole), training = filesOf (folder.load (Split::training)),
               heldOut = filesOf (folder.load (Split::heldOut));
    auto joined = training;
    joined.insert (heldOut.begin(), heldOut.end());

    CHECK (all.size() == 40);
    CHECK (joined == all);
    CHECK (training.size() + heldOut.size() == all.size());

    for (const auto& file : heldOut)
        CHECK (isHeldOut (fs::path (file).stem().string()));

    for (const auto& example : whole.examples)
        CHECK (example.heldOut == heldOut.contains (example.file));
}

TEST_CASE ("a folder of numbered files is split by file, because by take groups one side would be empty")
{
    const SoundFolder folder;

    for (int number = 1; number <= 40; ++number)
        folder.addDrum ("kick/kick " + std::to_string (number) + ".wav");

    const auto training = filesOf (folder.load (Split::training)), heldOut = filesOf (folder.load (Split::heldOut));
    CHECK (training.size() + heldOut.size() == 40);
    CHECK (heldOut.size() >= 1);
    CHECK (heldOut.size() <= 20);

    for (const auto& file : heldOut)
        CHECK (training.count (file) == 0);
}

TEST_CASE ("of a few numbered sounds most are trained on, and of eight at least one is held out")
{
    for (const char first : { 'a', 'k', 't' }) // the group of one letter is held out or not
        for (const int count : { 1, 2, 3, 8 })
        {
            CAPTURE (first, count);
            const SoundFolder folder;

            for (int number = 1; number <= count; ++number)
                folder.addDrum (std::string ("kick/") + first + std::to_string (number) + ".wav");

            const auto training = static_cast<int> (folder.load (Split::training).examples.size());
            CHECK (2 * training >= count);
            CHECK ((count < 8 || training < count));

            if (training < count)
                CHECK (static_cast<int> (folder.load (Split::heldOut).examples.size()) == count - training);
            else
                CHECK_THAT (sentenceOf ([&] { folder.load (Split::heldOut); }), Catch::Contains ("eight or more"));
        }
}

TEST_CASE ("all sounds of a folder are of the class that is said, whatever its folders are called")
{
    const SoundFolder folder;
    folder.addDrum ("my best ones/thump.wav");
    folder.addDrum ("kick/boom.wav");
    folder.addDrum ("snap.wav");
    auto request = folder.request();
    request.onlyClass = "snare";
    const auto dataset = loadDataset (request);

    CHECK (dataset.examples.size() == 3);

    for (const auto& example : dataset.examples)
        CHECK (example.drumClass == 1);

    CHECK (folder.load().examples.size() == 1);
}

TEST_CASE ("the order of a dataset does not depend on the order of the folder's entries")
{
    const SoundFolder folder;

    for (const auto* name : { "c", "a", "d", "b" })
        folder.addDrum (std::string ("kick/") + name + ".wav");

    const auto dataset = folder.load();
    CHECK (std::is_sorted (dataset.examples.begin(), dataset.examples.end(),
                           [] (const auto& a, const auto& b) { return a.file < b.file; }));
}

TEST_CASE ("reading a dataset can be cancelled")
{
    const SoundFolder folder;
    folder.addDrum ("kick/a.wav");
    const auto request = folder.request();
    auto token = request.cancel;
    token.cancel();

    CHECK_THROWS_AS (loadDataset (request), Cancelled);
}
