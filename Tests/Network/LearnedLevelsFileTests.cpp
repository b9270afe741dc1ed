#include "Network/LearnedLevelsFile.h"

#include "Network/Safetensors.h"
#include "Support/Error.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <limits>
#include <random>
#include <torch/utils.h>

namespace fs = std::filesystem;
using namespace stochastick;
using Catch::Contains;

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

    const fs::path path = fs::temp_directory_path() / ("stochastick-levels-" + std::to_string (std::random_device {}()));
    const fs::path file = path / learnedLevelsFileName;

    auto fileCount() const { return std::distance (fs::directory_iterator (path), fs::directory_iterator()); }
};

LearnedLevels someLevels (double factor = 1.0)
{
    return { { 0.1 * factor, 1.0 / 3.0, 40.0 },
             { 5.0, 0.25, 1e-7 },
             { { 0.0, 0.0, 0.0 }, { 1.0 / 7.0, 0.0, 0.0 }, { 3.0, 2.0 / 3.0, 0.0 } },
             { 1e-300, 1.0 / 9.0, 0.9 } };
}

Safetensors content()
{
    const auto values = [] (std::vector<double> numbers) { return torch::tensor (numbers, torch::kFloat64); };
    return { { { "ratios", values ({ 0.1, 1.0 }) },
               { "noise_loss", values ({ 1.0, 2.0 }) },
               { "move_error", torch::zeros ({ 2, 2 }, torch::kFloat64) },
               { "end_error", values ({ 0.0, 0.5 }) } },
             {} };
}

void checkRefused (const TemporaryFolder& folder)
{
    CHECK_THROWS_AS (readLearnedLevels (folder.path), Error);
    CHECK_THROWS_WITH (readLearnedLevels (folder.path), Contains (folder.file.string()));
}

std::string bytesOf (const fs::path& path)
{
    std::ifstream stream (path, std::ios::binary);
    return { std::istreambuf_iterator<char> (stream), {} };
}
} // namespace

TEST_CASE ("learned levels come back from their file to the bit, with the hash of their weights")
{
    const TemporaryFolder folder;
    writeLearnedLevels (folder.path, someLevels(), "0123abcd");
    const auto read = readLearnedLevels (folder.path);

    REQUIRE (read.has_value());
    CHECK (read->ratios() == someLevels().ratios());
    CHECK (read->noiseLosses() == someLevels().noiseLosses());
    CHECK (read->errorCosts() == someLevels().errorCosts());
    CHECK (read->endErrors() == someLevels().endErrors());
    CHECK (readSafetensorsMetadata (folder.file).at ("weight_hash") == "0123abcd");
    CHECK (folder.fileCount() == 1);
}

TEST_CASE ("the file of learned levels has the promised tensors in float64")
{
    const TemporaryFolder folder;
    writeLearnedLevels (folder.path, someLevels(), "0123abcd");
    const auto file = readSafetensors (folder.file);

    CHECK (file.tensors.size() == 4);
    CHECK (file.tensors.at ("ratios").sizes() == at::IntArrayRef { 3 });
    CHECK (file.tensors.at ("noise_loss").sizes() == at::IntArrayRef { 3 });
    CHECK (file.tensors.at ("end_error").sizes() == at::IntArrayRef { 3 });
    CHECK (file.tensors.at ("move_error").sizes() == at::IntArrayRef { 3, 3 });
    CHECK (file.tensors.at ("move_error")[2][1].item<double>() == 2.0 / 3.0); // [from][to]

    for (const auto& [name, tensor] : file.tensors)
        CHECK (tensor.scalar_type() == torch::kFloat64);
}

TEST_CASE ("a folder without learned levels gives none")
{
    const TemporaryFolder folder;
    CHECK_FALSE (readLearnedLevels (folder.path).has_value());
    CHECK_FALSE (readLearnedLevels (folder.path / "missing").has_value());
}

TEST_CASE ("a damaged file of learned levels is refused with its name, wherever it was cut")
{
    const TemporaryFolder folder;
    writeLearnedLevels (folder.path, someLevels(), "0123abcd");
    const auto whole = bytesOf (folder.file);

    for (const auto length : { std::size_t { 0 }, std::size_t { 7 }, whole.size() / 4, whole.size() - 1 })
    {
        CAPTURE (length);
        std::ofstream (folder.file, std::ios::binary) << whole.substr (0, length);
        checkRefused (folder);
    }

    std::ofstream (folder.file, std::ios::binary) << "this is no file of levels";
    checkRefused (folder);
}

TEST_CASE ("a file that holds something else is refused with its name and the command that makes it again")
{
    const TemporaryFolder folder;
    const auto refusedWith = [&] (const std::string& name, const torch::Tensor& tensor) {
        CAPTURE (name);
        auto changed = content();
        changed.tensors[name] = tensor;
        writeSafetensors (folder.file, changed);
        checkRefused (folder);
        CHECK_THROWS_WITH (readLearnedLevels (folder.path), Contains ("stochastick schedule"));
    };

    writeSafetensors (folder.file, content());
    CHECK (readLearnedLevels (folder.path).has_value());

    for (const auto* const name : { "ratios", "noise_loss", "move_error", "end_error" })
    {
        auto lacking = content();
        lacking.tensors.erase (name);
        writeSafetensors (folder.file, lacking);
        checkRefused (folder);
        CHECK_THROWS_WITH (readLearnedLevels (folder.path), Contains (name) && Contains ("stochastick schedule"));

        refusedWith (name, torch::full_like (content().tensors[name], std::numeric_limits<double>::quiet_NaN()));
        refusedWith (name, torch::ones ({ 2, 2, 2 }, torch::kFloat64));
        refusedWith (name, torch::ones ({}, torch::kFloat64));
    }

    refusedWith ("ratios", torch::ones ({ 2 }, torch::kFloat64));
    refusedWith ("ratios", torch::zeros ({ 0 }, torch::kFloat64));
    refusedWith ("noise_loss", torch::ones ({ 3 }, torch::kFloat64));
    refusedWith ("end_error", torch::ones ({ 3 }, torch::kFloat64));
    refusedWith ("move_error", torch::ones ({ 2, 3 }, torch::kFloat64));
    refusedWith ("move_error", torch::ones ({ 3, 3 }, torch::kFloat64));
}

TEST_CASE ("learned levels replace those of before, whole")
{
    const TemporaryFolder folder;
    writeLearnedLevels (folder.path, someLevels(), "before");
    writeLearnedLevels (folder.path, someLevels (0.5), "after");

    CHECK (readLearnedLevels (folder.path)->ratios() == someLevels (0.5).ratios());
    CHECK (readSafetensorsMetadata (folder.file).at ("weight_hash") == "after");
    CHECK (folder.fileCount() == 1);
}

TEST_CASE ("learned levels that cannot be written leave nothing half-written")
{
    const TemporaryFolder folder;
    CHECK_THROWS_AS (writeLearnedLevels (folder.path / "missing", someLevels(), "hash"), Error);
    CHECK (folder.fileCount() == 0);

    fs::create_directories (folder.file / "in the way");
    CHECK_THROWS_AS (writeLearnedLevels (folder.path, someLevels(), "hash"), Error);
    CHECK (folder.fileCount() == 1);
    checkRefused (folder);
}
