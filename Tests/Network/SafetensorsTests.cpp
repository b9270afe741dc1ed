#include "Network/Safetensors.h"

#include "Audio/AudioTestTools.h"
#include "Network/SafetensorsTestTools.h"
#include "Support/Error.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>
#include <limits>

using namespace stochastick;
using namespace audiotest;
using namespace safetensorstest;

namespace
{
namespace fs = std::filesystem;

void checkSame (const torch::Tensor& a, const torch::Tensor& b)
{
    CHECK (a.scalar_type() == b.scalar_type());
    CHECK (a.sizes() == b.sizes());
    CHECK (torch::equal (a, b));
}
} // namespace

TEST_CASE ("tensors of every type come back as they were, with their metadata")
{
    const TemporaryFolder folder;
    Safetensors content;
    content.metadata = { { "one", "text with \"quotes\", a line\nand Umlaut ü" }, { "two", "" } };

    for (const auto type : { torch::kFloat64, torch::kFloat32, torch::kFloat16, torch::kBFloat16, torch::kInt64,
                             torch::kInt32, torch::kUInt8 })
        content.tensors[std::string ("tensor of ") + torch::toString (type)] = countingUp ({ 2, 3, 4 }, type);

    writeSafetensors (folder.path / "a.safetensors", content);
    const auto read = readSafetensors (folder.path / "a.safetensors");

    CHECK (read.metadata == content.metadata);
    CHECK (readSafetensorsMetadata (folder.path / "a.safetensors") == content.metadata);
    REQUIRE (read.tensors.size() == content.tensors.size());

    for (const auto& [name, tensor] : content.tensors)
        checkSame (read.tensors.at (name), tensor);
}

TEST_CASE ("scalars, empty tensors, views and files without tensors come back")
{
    const TemporaryFolder folder;
    const auto file = folder.path / "a.safetensors";
    const auto whole = countingUp ({ 4, 6 }, torch::kFloat32);
    const Safetensors content { { { "scalar", torch::tensor (2.5) },
                                  { "empty", torch::empty ({ 0, 3 }) },
                                  { "transposed", whole.t() },
                                  { "part", whole.slice (1, 2, 4) },
                                  { "trained", whole.clone().requires_grad_() } },
                                {} };
    writeSafetensors (file, content);
    const auto read = readSafetensors (file);

    for (const auto& [name, tensor] : content.tensors)
        checkSame (read.tensors.at (name), tensor.detach());

    CHECK (read.metadata.empty());
    writeSafetensors (file, {});
    CHECK (readSafetensors (file).tensors.empty());
}

TEST_CASE ("values that are not finite keep their bits")
{
    const TemporaryFolder folder;
    const auto infinity = std::numeric_limits<float>::infinity();
    writeSafetensors (folder.path / "a.safetensors",
                      { { { "t", torch::tensor ({ infinity, -infinity, -0.0f, NAN }) } }, {} });
    const auto read = readSafetensors (folder.path / "a.safetensors").tensors.at ("t");

    CHECK (read[0].item<float>() == infinity);
    CHECK (read[1].item<float>() == -infinity);
    CHECK (std::signbit (read[2].item<float>()));
    CHECK (std::isnan (read[3].item<float>()));
}

TEST_CASE ("the same content gives the same bytes, and its data begin aligned")
{
    const TemporaryFolder folder;
    const Safetensors content { { { "b", torch::ones ({ 3 }) }, { "a", torch::zeros ({ 2 }) } }, { { "k", "v" } } };
    writeSafetensors (folder.path / "1", content);
    writeSafetensors (folder.path / "2", content);
    const auto bytes = contentOf (folder.path / "1");
    std::uint64_t headerLength = 0;
    std::memcpy (&headerLength, bytes.data(), 8);

    CHECK (bytes == contentOf (folder.path / "2"));
    CHECK (headerLength % 8 == 0);
    CHECK (bytes.size() == 8 + headerLength + 5 * sizeof (float));
}

TEST_CASE ("a file that another program wrote is read")
{
    const TemporaryFolder folder;
    const auto header =
        R"({"__metadata__":{"format":"pt"},"t":{"data_offsets":[0,16],"dtype":"F32","shape":[2,2],"more":null}})";
    writeBytes (folder.path / "a", withHeader (header, std::string (16, '\0')));
    const auto read = readSafetensors (folder.path / "a");

    CHECK (read.metadata.at ("format") == "pt");
    CHECK (torch::equal (read.tensors.at ("t"), torch::zeros ({ 2, 2 })));
}

TEST_CASE ("a file that is missing or a folder is named in the sentence")
{
    const TemporaryFolder folder;

    for (const auto& path : { folder.path / "missing.safetensors", folder.path })
        CHECK_THAT (sentenceOf ([&] { readSafetensors (path); }),
                    Catch::Contains ("Cannot read") && Catch::Contains (path.string()));
}

TEST_CASE ("a failed write leaves nothing behind and an old file as it was")
{
    const TemporaryFolder folder;
    const auto file = folder.path / "a.safetensors";
    writeSafetensors (file, { { { "t", torch::ones ({ 2 }) } }, {} });
    const auto before = contentOf (file);
    fs::create_directories (folder.path / "folder.safetensors" / "inside");

    CHECK_THAT (sentenceOf ([&] {
                    writeSafetensors (file, { { { "t", torch::ones ({ 2 }, torch::kBool) } }, {} });
                }),
                Catch::Contains ("cannot be stored"));
    CHECK (contentOf (file) == before);
    CHECK_THROWS_AS (writeSafetensors (folder.path / "folder.safetensors", {}), Error);
    CHECK_THROWS_AS (writeSafetensors (folder.path / "missing" / "a.safetensors", {}), Error);
    CHECK (folder.fileCount() == 2);
}

TEST_CASE ("metadata that is not UTF-8 is refused with a sentence")
{
    const TemporaryFolder folder;

    CHECK_THROWS_AS (writeSafetensors (folder.path / "a", { {}, { { "licence", "Mot\xf6rhead" } } }), Error);
    CHECK (folder.fileCount() == 0);
}
