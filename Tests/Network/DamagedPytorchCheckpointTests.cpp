#include "Network/PytorchCheckpoint.h"
#include "Network/PytorchTestTools.h"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <limits>
#include <random>

using namespace stochastick;
using namespace audiotest;
using namespace pytorchtest;

namespace
{
using Numbers = std::vector<std::int64_t>;

constexpr auto largest = std::numeric_limits<std::int64_t>::max();

std::string sentenceFor (const std::string& bytes)
{
    return sentenceOf ([&] { parsePytorchCheckpoint (bytes); });
}

/** Of a tensor of six floats' storage. */
std::string sentenceFor (std::int64_t offset, const Numbers& sizes, const Numbers& strides)
{
    return sentenceFor (checkpointOf (tensor (storage ("0", 6), offset, sizes, strides), std::string (24, '\1')));
}

/** Touches the first and the last byte that a tensor sees. */
int touched (const torch::Tensor& tensor)
{
    if (tensor.numel() == 0)
        return 0;

    std::int64_t last = 0;

    for (std::int64_t i = 0; i < tensor.dim(); ++i)
        last += (tensor.size (i) - 1) * tensor.stride (i);

    const auto* bytes = static_cast<const char*> (tensor.data_ptr());
    return bytes[0] + bytes[(last + 1) * static_cast<std::int64_t> (tensor.element_size()) - 1];
}

/** The parts of a fixture that matter, to be packed again. */
Parts partsOf (const std::string& bytes)
{
    const ZipArchive archive (bytes);
    Parts parts { { "data.pkl", "" }, { "byteorder", "" } };

    for (int i = 0; archive.has (archive.root() + "/data/" + std::to_string (i)); ++i)
        parts.emplace_back ("data/" + std::to_string (i), "");

    for (auto& [name, content] : parts)
    {
        name = archive.root() + '/' + name;
        content = archive.part (name);
    }

    return parts;
}

std::vector<std::string> fixtures()
{
    std::vector<std::string> all;

    for (const auto name : { "plain.pt", "protocol4.pt", "state-dict.pt", "classifier.pt", "parameters.pt", "views.pt",
                             "types.pt", "crash.pt", "nested.pt", "storage.pt", "malicious.pt", "legacy.pt" })
        all.push_back (contentOf (fixture (name)));

    return all;
}

/** Seeded damage of bytes. */
class Damage
{
public:
    std::size_t below (std::size_t limit) { return random() % std::max<std::size_t> (limit, 1); }

    void apply (std::string& bytes, const std::string& other)
    {
        const auto position = below (bytes.size()), length = below (64) + 1;

        switch (below (7))
        {
            case 0:
                for (auto count = below (3) + 1; count > 0 && ! bytes.empty(); --count)
                    bytes[below (bytes.size())] ^= static_cast<char> (1 << below (8));
                break;
            case 1: bytes.resize (position); break;
            case 2: bytes.replace (position, length, other.substr (below (other.size()), length)); break;
            case 3: bytes.insert (position, other.substr (below (other.size()), length)); break;
            case 4:
                bytes.replace (position, std::min<std::size_t> (length, 8), std::string (length % 8 + 1, extreme()));
                break;
            case 5: bytes.replace (position, 1, 1, instructions[below (instructions.size())]); break;
            default: bytes.replace (position, 1, 1, static_cast<char> (random()));
        }
    }

private:
    char extreme() { return std::array { '\0', '\1', '\x7f', '\x80', '\xff' }[below (5)]; }

    static constexpr std::string_view instructions = "\x80\x95N\x88\x89JKM\x8aG\x8cX\x8d()]}tld\x85\x86\x87"
                                                     "aesuqr\x94hjc\x93QRb.";
    std::mt19937 random { 1 };
};

/** Whether it was read; fails when anything but an Error that is a sentence comes out. */
bool readsOrRefuses (const std::string& bytes)
{
    try
    {
        const auto checkpoint = parsePytorchCheckpoint (bytes);
        volatile int sum = 0;

        for (const auto& tensor : checkpoint.tensors)
            sum = sum + touched (tensor);

        for (const auto wanted : { CheckpointWeights::averaged, CheckpointWeights::current })
            if (const auto sentence = sentenceOf ([&] { namedTensors (checkpoint, wanted); }); ! sentence.empty())
                CHECK_THAT (sentence, Catch::StartsWith ("The file holds "));

        return true;
    }
    catch (const Error& error)
    {
        const std::string sentence = error.what();

        if (! sentence.starts_with ("The file ") || ! sentence.ends_with ("."))
            FAIL (sentence);

        return false;
    }
}
} // namespace

TEST_CASE ("a zip file is read with short and long numbers, a comment and any name of its folder")
{
    for (const auto& options : { ZipOptions {}, ZipOptions { 0, 0, true, "" }, ZipOptions { 0, 0, false, "PK\5\6 note" },
                                 ZipOptions { 0, 0, true, std::string (65535, 'x') } })
        for (const std::string root : { "archive", "weights-20010", "ä ö", "" })
        {
            const auto bytes =
                zipOf ({ { root + "/", "" }, { root + "/data.pkl", "one" }, { root + "/data/0", "" } }, options);
            const ZipArchive archive (bytes);
            CHECK (archive.root() == root);
            CHECK (archive.part (root + "/data.pkl") == "one");
            CHECK (archive.part (root + "/data/0").empty());
            CHECK_FALSE (archive.has (root + "/data/1"));
            CHECK_THAT (sentenceOf ([&] { archive.part (root + "/data/1"); }), Catch::Contains ("data/1\" is missing"));
        }
}

TEST_CASE ("a zip file that is compressed, encrypted or folded upon itself is refused")
{
    const Parts parts { { "a/data.pkl", "N." }, { "a/b", std::string (1000, 'x') } };
    auto overlapping = zipOf (parts);
    const auto first = overlapping.find ("PK\1\2"), second = overlapping.find ("PK\1\2", first + 1);

    for (const auto start : { first, second }) // both parts are the second one and what follows it
    {
        overlapping.replace (start + 20, 8, raw (1100u) + raw (1100u));
        overlapping.replace (start + 42, 4, raw (static_cast<std::uint32_t> (overlapping.find ("PK\3\4", 1))));
    }

    CHECK (sentenceFor (zipOf (parts)).empty());
    CHECK_THAT (sentenceFor (zipOf (parts, { 0, 8, false, "" })),
                Catch::Contains ("compressed") && Catch::Contains ("zip -0"));
    CHECK_THAT (sentenceFor (zipOf (parts, { 1, 0, false, "" })), Catch::Contains ("encrypted"));
    CHECK_THAT (sentenceFor (zipOf ({ parts[0], parts[0] })), Catch::Contains ("overlap or have the same name"));
    CHECK_THAT (sentenceFor (overlapping), Catch::Contains ("overlap or have the same name"));
}

TEST_CASE ("a tensor may only see its own storage")
{
    for (const auto& [offset, sizes, strides] : std::vector<std::tuple<std::int64_t, Numbers, Numbers>> {
             { 0, { 6 }, { 1 } },
             { 5, {}, {} },
             { 5, { 1 }, { 1000 } },
             { 0, { 2, 3 }, { 1, 2 } },
             { 1, { 2, 3 }, { 0, 2 } },
             { 6, { 0 }, { 1 } },
             { 0, { 6, 6 }, { 0, 1 } },
             { 0, { 0, 5 }, { 5, 1 } },
         })
        CHECK (sentenceFor (offset, sizes, strides).empty());

    for (const auto& [offset, sizes, strides] : std::vector<std::tuple<std::int64_t, Numbers, Numbers>> {
             { 0, { 7 }, { 1 } },
             { 1, { 6 }, { 1 } },
             { 6, {}, {} },
             { 7, { 0 }, { 1 } },
             { -1, { 2 }, { 1 } },
             { 0, { -1 }, { 1 } },
             { 0, { 0, -1 }, { 1, 1 } },
             { 5, { 2 }, { -1 } },
             { 0, { 2, 3 }, { 3, 2 } },
             { 0, { 2 }, { 6 } },
             { 0, { 2 }, { largest } },
             { 0, { 3, 3 }, { largest / 2, largest / 2 } },
             { largest, { 2 }, { 1 } },
             { 0, { largest }, { 1 } },
             { 0, { largest }, { 0 } },
             { 0, { 1 << 20, 1 << 20 }, { 0, 0 } },
             { 0, { largest, largest, 0 }, { 0, 0, 0 } },
         })
    {
        CAPTURE (offset, sizes, strides);
        CHECK (sentenceFor (offset, sizes, strides) == "The file is damaged: a tensor lies outside its storage.");
    }
}

TEST_CASE ("a storage of another size than it should have, or of another kind, is refused")
{
    const auto sentence = [] (std::int64_t count, const std::string& type, std::size_t bytes) {
        return sentenceFor (checkpointOf (tensor (storage ("0", count, type), 0, { 1 }, { 1 }), std::string (bytes, '\1')));
    };
    const std::string wrong = "is not as large as it should be";

    CHECK (sentence (3, "FloatStorage", 12).empty());
    CHECK_THAT (sentence (3, "FloatStorage", 11), Catch::Contains (wrong));
    CHECK_THAT (sentence (3, "FloatStorage", 13), Catch::Contains (wrong));
    CHECK_THAT (sentence (3, "FloatStorage", 16), Catch::Contains (wrong));
    CHECK_THAT (sentence (1LL << 62, "FloatStorage", 0), Catch::Contains (wrong));
    CHECK_THAT (sentence ((1LL << 62) + 3, "FloatStorage", 12), Catch::Contains (wrong));
    CHECK_THAT (sentenceFor (checkpointOf (tensor (storage ("1", 1), 0, { 1 }, { 1 }))),
                Catch::Contains ("\"a/data/1\" is missing"));
    CHECK_THAT (sentenceFor (zipOf ({ { "a/data.pkl", "N." }, { "a/byteorder", "big" } })), Catch::Contains ("big-endian"));
    CHECK (sentenceFor (zipOf ({ { "a/data.pkl", "N." }, { "a/byteorder", "little" } })).empty());

    const auto untyped =
        "(" + text ("storage") + global ("torch.storage", "UntypedStorage") + text ("0") + "N" + number (4) + "tQ";
    CHECK_THAT (sentenceFor (checkpointOf (tensor (untyped, 0, { 1 }, { 1 }), "1234")),
                Catch::Contains ("a tensor of the type \"torch.storage.UntypedStorage\""));
}

TEST_CASE ("a truth value that is neither 0 nor 1 is true")
{
    const auto checkpoint = parsePytorchCheckpoint (
        checkpointOf (tensor (storage ("0", 3, "BoolStorage"), 0, { 3 }, { 1 }), std::string ("\0\7\xff", 3)));

    CHECK (torch::equal (checkpoint.tensors.at (0).to (torch::kInt64), torch::tensor ({ 0, 1, 1 })));
    CHECK (static_cast<const unsigned char*> (checkpoint.tensors.at (0).data_ptr())[1] == 1);
}

TEST_CASE ("ten thousand damaged checkpoints are read or refused, never more")
{
    const auto whole = fixtures();
    Damage damage;
    int read = 0, packedAgainAndRead = 0;

    for (int i = 0; i < 10000; ++i)
    {
        CAPTURE (i);
        auto bytes = whole[damage.below (whole.size() - 2)];
        const auto& other = whole[damage.below (whole.size())];
        const bool isPackedAgain = i % 2 == 1;

        if (isPackedAgain)
        {
            auto parts = partsOf (bytes);
            damage.apply (parts[0].second, parts[0].second);
            bytes = zipOf (parts, { 0, 0, i % 4 == 1, "" });
        }
        else
            damage.apply (bytes, other);

        const bool wasRead = readsOrRefuses (bytes);
        read += wasRead ? 1 : 0;
        packedAgainAndRead += wasRead && isPackedAgain ? 1 : 0;
    }

    CHECK (packedAgainAndRead > 300);
    CHECK (read - packedAgainAndRead > 1000);
    CHECK (read < 5000);
}
