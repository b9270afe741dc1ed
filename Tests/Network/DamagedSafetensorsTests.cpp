#include "Network/Safetensors.h"

#include "Audio/AudioTestTools.h"
#include "Network/SafetensorsTestTools.h"
#include "Support/Error.h"

#include <catch2/catch.hpp>
#include <functional>
#include <random>

using namespace stochastick;
using namespace audiotest;
using namespace safetensorstest;

namespace
{
namespace fs = std::filesystem;

/** One tensor "t" of 16 bytes of data, described by this. */
std::string describedAs (const std::string& entry)
{
    return withHeader ("{\"t\":" + entry + "}", std::string (16, '\1'));
}

std::string sentenceFor (const fs::path& file, const std::string& bytes)
{
    writeBytes (file, bytes);
    return sentenceOf ([&] { readSafetensors (file); });
}
} // namespace

TEST_CASE ("a file that is no safetensors file, or only the beginning of one, is refused with a sentence")
{
    const TemporaryFolder folder;
    const auto file = folder.path / "a.safetensors";
    std::string longHeader = "\xff\xff\xff\xff\xff\xff\xff\x7f";
    const std::string beginsWrongly = "does not begin with a safetensors header";
    const std::string notJson = "its header is not valid JSON";

    for (const auto& [bytes, sentence] : std::vector<std::pair<std::string, std::string>> {
             { "", beginsWrongly },
             { "abc", beginsWrongly },
             { std::string (8, '\0'), beginsWrongly },
             { longHeader, beginsWrongly },
             { longHeader + "{}", beginsWrongly },
             { withHeader ("{}").substr (0, 9), beginsWrongly },
             { std::string (100, 'x'), beginsWrongly },
             { withHeader ("[]"), notJson },
             { withHeader ("12"), notJson },
             { withHeader ("null"), notJson },
             { withHeader ("{\"t\":"), notJson },
             { withHeader ("{\"\xff\":1}"), notJson },
         })
    {
        CAPTURE (bytes);
        const auto found = sentenceFor (file, bytes);
        CHECK_THAT (found, Catch::Contains (sentence) && Catch::Contains (file.string()));
        CHECK (found == sentenceOf ([&] { readSafetensorsMetadata (file); }));
    }
}

TEST_CASE ("a tensor that the file cannot hold is refused with a sentence")
{
    const TemporaryFolder folder;
    const std::string shape = "the shape of \"t\" does not fit the file", outside = "the tensor \"t\" lies outside the file",
                      type = "of the unknown type \"F8\"", header = "its header does not describe tensors";

    for (const auto& [entry, sentence] : std::vector<std::pair<std::string, std::string>> {
             { R"({"dtype":"F32","shape":[5],"data_offsets":[0,20]})", shape },
             { R"({"dtype":"F32","shape":[-4],"data_offsets":[0,16]})", shape },
             { R"({"dtype":"F32","shape":[-2,-2],"data_offsets":[0,16]})", shape },
             { R"({"dtype":"F32","shape":[4294967296,4294967296,4],"data_offsets":[0,16]})", shape },
             { R"({"dtype":"F32","shape":[9223372036854775807,4],"data_offsets":[0,16]})", shape },
             { R"({"dtype":"F32","shape":[4],"data_offsets":[4,20]})", outside },
             { R"({"dtype":"F32","shape":[4],"data_offsets":[16,0]})", outside },
             { R"({"dtype":"F32","shape":[4],"data_offsets":[-16,0]})", outside },
             { R"({"dtype":"F32","shape":[4],"data_offsets":[18446744073709551600,18446744073709551616]})", outside },
             { R"({"dtype":"F32","shape":[3],"data_offsets":[0,16]})", outside },
             { R"({"dtype":"F32","shape":[],"data_offsets":[0,16]})", outside },
             { R"({"dtype":"F32","shape":[0],"data_offsets":[17,17]})", outside },
             { R"({"dtype":"F8","shape":[4],"data_offsets":[0,16]})", type },
             { R"({"dtype":4,"shape":[4],"data_offsets":[0,16]})", header },
             { R"({"dtype":"F32","shape":4,"data_offsets":[0,16]})", header },
             { R"({"dtype":"F32","shape":["4"],"data_offsets":[0,16]})", header },
             { R"({"dtype":"F32","shape":[4],"data_offsets":[0]})", header },
             { R"({"dtype":"F32","shape":[4]})", header },
             { R"({"shape":[4],"data_offsets":[0,16]})", header },
             { R"([1,2,3])", header },
             { R"(null)", header },
         })
    {
        CAPTURE (entry);
        CHECK_THAT (sentenceFor (folder.path / "a", describedAs (entry)), Catch::Contains (sentence));
    }
}

TEST_CASE ("a tensor without elements may not have an extent that no tensor has")
{
    const TemporaryFolder folder;
    const auto entry = R"({"dtype":"F32","shape":[0,9223372036854775807,9223372036854775807],"data_offsets":[0,0]})";

    CHECK_NOTHROW (sentenceFor (folder.path / "a", describedAs (entry)));
}

TEST_CASE ("a header of a hundred thousand nested lists is refused or ignored, not a crash")
{
    const TemporaryFolder folder;
    const std::string deep = std::string (100000, '[') + std::string (100000, ']');

    CHECK_THAT (sentenceFor (folder.path / "a", describedAs (deep)), Catch::Contains ("does not describe tensors"));
    CHECK (sentenceFor (folder.path / "a", withHeader ("{\"__metadata__\":{\"k\":" + deep + "}}")).empty());
}

TEST_CASE ("two thousand damaged files are read or refused, never more")
{
    const TemporaryFolder folder;
    const auto file = folder.path / "a.safetensors";
    writeSafetensors (file, { { { "first", countingUp ({ 3, 4 }, torch::kFloat32) },
                                { "second", countingUp ({ 5 }, torch::kFloat16) },
                                { "third", torch::tensor (1.0) },
                                { "empty", torch::empty ({ 0, 2 }) } },
                              { { "stochastick", "{}" } } });
    const auto whole = contentOf (file);
    const auto headerEnd = whole.find_last_of ('}') + 1;
    std::mt19937 random (1);
    int refused = 0;

    const auto below = [&] (std::size_t limit) { return random() % limit; };
    const std::function<void (std::string&)> damages[] {
        [&] (std::string& bytes) {
            for (auto count = below (8) + 1; count > 0; --count)
                bytes[below (headerEnd)] = static_cast<char> (random());
        },
        [&] (std::string& bytes) { bytes.resize (below (bytes.size())); },
        [&] (std::string& bytes) { bytes[below (8)] = static_cast<char> (random()); },
        [&] (std::string& bytes) {
            const auto start = bytes.find_first_of ("0123456789", 8 + below (headerEnd - 8));

            if (start < headerEnd)
                for (auto i = start; std::isdigit (static_cast<unsigned char> (bytes[i])) != 0; ++i)
                    bytes[i] = static_cast<char> ('0' + below (10));
        },
    };

    for (int i = 0; i < 2000; ++i)
    {
        auto bytes = whole;
        damages[static_cast<std::size_t> (i % 4)](bytes);
        CAPTURE (i, bytes);
        const auto sentence = sentenceFor (file, bytes);
        refused += sentence.empty() ? 0 : 1;

        if (! sentence.empty())
            CHECK_THAT (sentence, Catch::Contains ("not a usable model file: "));
    }

    CHECK (refused > 1000);
    CHECK (refused < 2000);
}
