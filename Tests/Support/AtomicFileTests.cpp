#include "Support/AtomicFile.h"

#include "Support/Error.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <random>

namespace fs = std::filesystem;
using namespace stochastick;

namespace
{
/** Removed with all that is in it. */
class TemporaryFolder
{
public:
    TemporaryFolder() { fs::create_directories (path); }
    ~TemporaryFolder() { fs::remove_all (path); }
    TemporaryFolder (const TemporaryFolder&) = delete;
    TemporaryFolder& operator= (const TemporaryFolder&) = delete;

    const fs::path path = fs::temp_directory_path() / ("stochastick-atomic-" + std::to_string (std::random_device {}()));

    auto fileCount() const { return std::distance (fs::directory_iterator (path), fs::directory_iterator()); }
};

std::string contentOf (const fs::path& path)
{
    std::ifstream stream (path, std::ios::binary);
    return { std::istreambuf_iterator<char> (stream), {} };
}
} // namespace

TEST_CASE ("a file is written whole and nothing else stays in the folder")
{
    const TemporaryFolder folder;
    const std::string content ("one\0two\n", 8);
    writeAtomically (folder.path / "a.bin", content);

    CHECK (contentOf (folder.path / "a.bin") == content);
    CHECK (folder.fileCount() == 1);
}

TEST_CASE ("an existing file is replaced, also by an empty one")
{
    const TemporaryFolder folder;
    writeAtomically (folder.path / "a.txt", "a long old content");
    writeAtomically (folder.path / "a.txt", "new");
    CHECK (contentOf (folder.path / "a.txt") == "new");

    writeAtomically (folder.path / "a.txt", "");
    CHECK (contentOf (folder.path / "a.txt").empty());
    CHECK (folder.fileCount() == 1);
}

TEST_CASE ("the writer gets a temporary path beside the file, with the same ending")
{
    const TemporaryFolder folder;
    fs::path seen;
    writeAtomically (folder.path / "kick.wav", [&] (const fs::path& temporary) {
        seen = temporary;
        std::ofstream (temporary) << "x";
    });

    CHECK (seen.parent_path() == folder.path);
    CHECK (seen.extension() == ".wav");
    CHECK (seen != folder.path / "kick.wav");
}

TEST_CASE ("a writer that throws leaves the old file and no temporary one, and its error goes on")
{
    const TemporaryFolder folder;
    writeAtomically (folder.path / "a.txt", "old");

    const auto failHalfway = [] (const fs::path& temporary) {
        std::ofstream (temporary) << "half";
        throw Cancelled();
    };

    CHECK_THROWS_AS (writeAtomically (folder.path / "a.txt", failHalfway), Cancelled);
    CHECK (contentOf (folder.path / "a.txt") == "old");
    CHECK (folder.fileCount() == 1);
}

TEST_CASE ("a writer that writes nothing is an error, not an empty file")
{
    const TemporaryFolder folder;

    CHECK_THROWS_AS (writeAtomically (folder.path / "a.txt", [] (const fs::path&) {}), Error);
    CHECK (folder.fileCount() == 0);
}

TEST_CASE ("a folder that does not exist is an error that names it")
{
    const TemporaryFolder folder;
    const auto path = folder.path / "missing" / "a.txt";

    CHECK_THROWS_AS (writeAtomically (path, "x"), Error);
    CHECK_THROWS_WITH (writeAtomically (path, "x"), Catch::Contains ((folder.path / "missing").string()));
}

TEST_CASE ("a name that belongs to a folder is an error and leaves no temporary file")
{
    const TemporaryFolder folder;
    createFolder (folder.path / "taken" / "inside");

    CHECK_THROWS_AS (writeAtomically (folder.path / "taken", "x"), Error);
    CHECK (folder.fileCount() == 1);
}

TEST_CASE ("folders are created with their parents, and once more without harm")
{
    const TemporaryFolder folder;
    createFolder (folder.path / "kits" / "one");
    createFolder (folder.path / "kits" / "one");

    CHECK (fs::is_directory (folder.path / "kits" / "one"));
}

TEST_CASE ("a folder that cannot be created because a file has its name is an error that names it")
{
    const TemporaryFolder folder;
    writeAtomically (folder.path / "a", "x");

    CHECK_THROWS_AS (createFolder (folder.path / "a" / "b"), Error);
    CHECK_THROWS_WITH (createFolder (folder.path / "a" / "b"), Catch::Contains ((folder.path / "a" / "b").string()));
}
