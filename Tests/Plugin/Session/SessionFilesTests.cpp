#include "Plugin/Session/SessionStudio.h"

#include "Audio/AudioTestTools.h"
#include "Audio/SoundFile.h"
#include "Doubles/EnvironmentVariable.h"
#include "Session/PadFiles.h"

using namespace sessiontest;
namespace fs = std::filesystem;

TEST_CASE ("a pad is exported with its recipe inside, at the rate that is asked for")
{
    const audiotest::TemporaryFolder folder;
    Studio studio;
    const auto sound = studio.fill (3, 1);
    REQUIRE (studio.session.exportPad (3, folder.path / "snare.wav", 0));
    CHECK (readSoundFile (folder.path / "snare.wav").samples == sound->audio.samples); // 24 bits hold it to the bit
    CHECK (readRecipe (folder.path / "snare.wav") == sound->recipe);
    REQUIRE (studio.session.exportPad (3, folder.path / "snare.wav", 48000));
    CHECK (readSoundFile (folder.path / "snare.wav").sampleRate == 48000);
}

TEST_CASE ("exports that fail are said and leave nothing behind")
{
    const audiotest::TemporaryFolder folder;
    Studio studio;
    CHECK_FALSE (studio.session.exportPad (3, folder.path / "empty.wav", 0));
    CHECK_FALSE (studio.session.exportKit (folder.path / "kit", 0));
    CHECK (studio.session.draggableFile (3, 0).empty());
    studio.fill (3, 1);
    CHECK_FALSE (studio.session.exportPad (3, folder.path / "nowhere" / "snare.wav", 0));
    CHECK_FALSE (studio.session.exportPad (3, folder.path / "snare.wav", 7)); // no sample rate
    CHECK_FALSE (studio.session.exportKit (folder.path / "kit", 7));
    audiotest::writeBytes (folder.path / "file", "x");
    CHECK_FALSE (studio.session.exportKit (folder.path / "file" / "kit", 0));
    CHECK (studio.watcher.sentences.size() == 7);
    CHECK (folder.fileCount() == 1);
}

TEST_CASE ("a kit is exported with layers, keys and choke groups, and without its empty pads")
{
    const audiotest::TemporaryFolder folder;
    Studio studio;
    studio.fill (3, 1);
    studio.fill (7, 2);
    studio.session.setName (7, "Tss/ä 1");
    studio.session.makeLayers (3, 2, 1);
    REQUIRE (studio.finish());
    REQUIRE (studio.session.exportKit (folder.path / "kit", 48000));
    std::vector<std::string> names;

    for (const auto& entry : fs::directory_iterator (folder.path / "kit"))
        names.push_back (entry.path().filename().string());

    std::sort (names.begin(), names.end());
    CHECK (names == std::vector<std::string> { "04-snare-1-1.wav", "04-snare-2-1.wav", "08-tss-ä-1.wav", "kit.sfz" });
    const auto sfz = audiotest::contentOf (folder.path / "kit" / "kit.sfz");

    for (const auto* part : { "key=38", "key=42", "04-snare-2-1.wav", "lovel=65", "hivel=64" })
        CHECK (sfz.find (part) != std::string::npos);

    REQUIRE (studio.session.exportKit (folder.path / "kit", 0, std::vector<PadKey> (16, { 60, 3 })));
    CHECK (audiotest::contentOf (folder.path / "kit" / "kit.sfz").find ("key=60") != std::string::npos);
}

TEST_CASE ("an export would replace files only where one of its own names stands")
{
    const audiotest::TemporaryFolder folder;
    Studio studio;
    const auto& session = studio.session;
    audiotest::writeBytes (folder.path / "kit.sfz", "x");
    CHECK_FALSE (session.exportWouldReplace (folder.path)); // there is nothing to export
    studio.fill (3, 1);
    CHECK (session.exportWouldReplace (folder.path));
    fs::remove (folder.path / "kit.sfz");
    audiotest::writeBytes (folder.path / "other.wav", "x");
    audiotest::writeBytes (folder.path / "01-kick-2.wav", "x"); // of an empty pad
    CHECK_FALSE (session.exportWouldReplace (folder.path));
    CHECK_FALSE (session.exportWouldReplace (folder.path / "new"));
    audiotest::writeBytes (folder.path / "04-snare.wav", "x");
    CHECK (session.exportWouldReplace (folder.path));

    studio.session.makeLayers (3, 2, 1);
    REQUIRE (studio.finish());
    CHECK_FALSE (session.exportWouldReplace (folder.path));
    audiotest::writeBytes (folder.path / "04-snare-2-1.wav", "x");
    CHECK (session.exportWouldReplace (folder.path));
}

TEST_CASE ("a file to drag is named for the pad and its content, lies where it outlasts a restart, and is not written anew")
{
    const audiotest::TemporaryFolder data;
    const test::EnvironmentVariable variable ("XDG_DATA_HOME", data.path.string());
    Studio studio;
    studio.fill (3, 1);
    const auto one = studio.session.draggableFile (3, 48000);
    REQUIRE (fs::is_regular_file (one));
    CHECK (one.parent_path() == data.path / "Stochastick" / "Dragged");
    CHECK (one.filename().string().starts_with ("snare-"));
    CHECK (readSoundFile (one).sampleRate == 48000);

    const auto longAgo = fs::file_time_type::clock::now() - std::chrono::hours (1);
    fs::last_write_time (one, longAgo);
    const auto before = fs::last_write_time (one);
    CHECK (studio.session.draggableFile (3, 48000) == one);
    CHECK (fs::last_write_time (one) == before);
    CHECK (std::distance (fs::directory_iterator (one.parent_path()), fs::directory_iterator()) == 1);

    studio.fill (3, 2);
    CHECK (studio.session.draggableFile (3, 48000) != one);
}

TEST_CASE ("where the user's data folder cannot be written to, a file to drag lies in the temporary folder")
{
    const audiotest::TemporaryFolder folder;
    audiotest::writeBytes (folder.path / "file", "x");
    const test::EnvironmentVariable variable ("XDG_DATA_HOME", (folder.path / "file").string());
    const test::EnvironmentVariable temporary ("TMPDIR", folder.path.string());
    Studio studio;
    studio.fill (3, 1);
    const auto file = studio.session.draggableFile (3, 0);
    CHECK (fs::is_regular_file (file));
    CHECK (file.parent_path().parent_path() == folder.path);
    CHECK (studio.watcher.sentences.empty());
}

TEST_CASE ("names of pads become names of files")
{
    CHECK (fileNameOf ("Hat closed 2") == "hat-closed-2");
    CHECK (fileNameOf ("../../etc: passwd?") == "etc-passwd");
    CHECK (fileNameOf (" . ") == "pad");
}
