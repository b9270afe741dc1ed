#include "Network/Unpickler.h"

#include "Network/PytorchTestTools.h"

#include <catch2/catch.hpp>
#include <limits>
#include <set>

using namespace stochastick;
using namespace audiotest;
using namespace pytorchtest;
using namespace std::string_literals;

namespace
{
std::string sentenceFor (const std::string& pickle)
{
    return sentenceOf ([&] { unpickle (pickle); });
}

/** The only value of a pickle without its STOP. */
template <typename Kind>
Kind only (const std::string& pickle)
{
    const auto read = unpickle (pickle + ".");
    const auto* found = read.root->as<Kind>();
    REQUIRE (found != nullptr);
    return *found;
}

std::vector<std::int64_t> numbersIn (const std::vector<const PickleValue*>& items)
{
    std::vector<std::int64_t> numbers;

    for (const auto* item : items)
        numbers.push_back (*item->as<std::int64_t>());

    return numbers;
}

template <typename Sequence>
std::vector<std::int64_t> numbersOf (const std::string& pickle)
{
    const auto read = unpickle (pickle + ".");
    const auto* sequence = read.root->as<Sequence>();
    REQUIRE (sequence != nullptr);
    return numbersIn (sequence->items);
}

using Numbers = std::vector<std::int64_t>;
} // namespace

TEST_CASE ("numbers of every length are read with their sign")
{
    CHECK (only<std::int64_t> ("K\xff") == 255);
    CHECK (only<std::int64_t> ("M\xff\xff") == 65535);
    CHECK (only<std::int64_t> ("J\xff\xff\xff\xff") == -1);
    CHECK (only<std::int64_t> ("J\0\0\0\x80"s) == -2147483648LL);
    CHECK (only<std::int64_t> ("\x8a\0"s) == 0);
    CHECK (only<std::int64_t> ("\x8a\1\xff") == -1);
    CHECK (only<std::int64_t> ("\x8a\2\xff\0"s) == 255);
    CHECK (only<std::int64_t> ("\x8a\6\0\0\0\0\0\1"s) == 1LL << 40);
    CHECK (only<std::int64_t> (number (std::numeric_limits<std::int64_t>::min()))
           == std::numeric_limits<std::int64_t>::min());
    CHECK (only<double> ("G\x3f\xc0\0\0\0\0\0\0"s) == 0.125);
    CHECK (only<double> ("G\xff\xf0\0\0\0\0\0\0"s) == -std::numeric_limits<double>::infinity());
    CHECK_THAT (sentenceFor ("\x8a\x09" + std::string (9, '\1') + "."), Catch::Contains ("more than 64 bits"));
}

TEST_CASE ("texts, truth values and None are read")
{
    CHECK (only<std::string> ("\x8c\2ab") == "ab");
    CHECK (only<std::string> (text ("")).empty());
    CHECK (only<std::string> (text (std::string (70000, 'x'))).size() == 70000);
    CHECK (only<std::string> ("\x8d\3\0\0\0\0\0\0\0a\0b"s) == "a\0b"s);
    CHECK (only<bool> ("\x88"));
    CHECK_FALSE (only<bool> ("\x89"));
    CHECK (unpickle ("N.").root->as<std::monostate>() != nullptr);
}

TEST_CASE ("lists, tuples and dictionaries keep their order, however they are put together")
{
    CHECK (numbersOf<PickleTuple> (")").empty());
    CHECK (numbersOf<PickleTuple> ("K\1\x85") == Numbers { 1 });
    CHECK (numbersOf<PickleTuple> ("K\1K\2\x86") == Numbers { 1, 2 });
    CHECK (numbersOf<PickleTuple> ("K\1K\2K\3\x87") == Numbers { 1, 2, 3 });
    CHECK (numbersOf<PickleTuple> ("(K\1K\2K\3K\4t") == Numbers { 1, 2, 3, 4 });
    CHECK (numbersOf<PickleList> ("(K\1K\2l") == Numbers { 1, 2 });
    CHECK (numbersOf<PickleList> ("]K\1a(K\2K\3eK\4a") == Numbers { 1, 2, 3, 4 });

    for (const auto& pickle : { "(K\7K\1K\5K\2d."s, "}K\7K\1sK\5K\2s."s, "}(K\7K\1K\5K\2u."s })
    {
        const auto read = unpickle (pickle);
        const auto& items = read.root->as<PickleDict>()->items;
        REQUIRE (items.size() == 2);
        CHECK (numbersIn ({ items[0].first, items[0].second, items[1].first, items[1].second }) == Numbers { 7, 1, 5, 2 });
    }
}

TEST_CASE ("a key is found by its text, the last of equal ones")
{
    const auto read = unpickle ("}(" + text ("a") + "K\1K\5K\2" + text ("a") + "K\3u.");
    const auto& dict = *read.root->as<PickleDict>();

    CHECK (*dict.find ("a")->as<std::int64_t>() == 3);
    CHECK (dict.find ("b") == nullptr);
}

TEST_CASE ("a remembered list is the same one, also when it is filled later")
{
    for (const auto& [put, get] : { std::pair { "q\7"s, "h\7"s }, { "r\7\0\1\0"s, "j\7\0\1\0"s }, { "\x94"s, "h\0"s } })
    {
        const auto read = unpickle ("(]" + put + get + "K\5a" + get + "t.");
        const auto& items = read.root->as<PickleTuple>()->items;
        REQUIRE (items.size() == 3);
        CHECK (items[0] == items[1]);
        CHECK (items[0] == items[2]);
        CHECK (numbersIn (items[0]->as<PickleList>()->items) == Numbers { 5 });
    }

    CHECK_THAT (sentenceFor ("]q\1h\2."), Catch::Contains ("does not exist"));
}

TEST_CASE ("a name that a checkpoint has no use for is refused by name, in both forms of pickle")
{
    for (const auto& [module, name] : std::vector<std::pair<std::string, std::string>> {
             { "os", "system" },
             { "posix", "system" },
             { "builtins", "eval" },
             { "__builtin__", "getattr" },
             { "torch", "load" },
             { "torch", "FloatStorage.from_file" },
             { "torch", "floatStorage" },
             { "torch._utils", "_rebuild_tensor" },
             { "torch._utils", "_rebuild_tensor_v22" },
             { "collections", "OrderedDict.fromkeys" },
             { "__main__", "UNet" },
             { "", "" },
         })
    {
        const auto sentence = "The file asks for \"" + module + "." + name
                              + "\", which a checkpoint has no use for; it was not run (save the state_dict alone).";
        CHECK (sentenceFor (global (module, name) + text ("touch x") + "\x85R.") == sentence);
        CHECK (sentenceFor (text (module) + text (name) + "\x93.") == sentence);
    }
}

TEST_CASE ("a name that would write to the terminal is shown without that")
{
    CHECK_THAT (sentenceFor (global ("\x1b[2J", std::string (500, 'x'))),
                Catch::Contains ("\"?[2J.xxx") && Catch::Contains ("...\""));
}

TEST_CASE ("the names of a checkpoint are known")
{
    for (const auto type : { "Float", "Double", "Half", "BFloat16", "Long", "Int", "Short", "Char", "Byte", "Bool" })
        CHECK (only<PickleGlobal> (global ("torch", type + "Storage"s)).name == "torch."s + type + "Storage");

    CHECK (only<PickleGlobal> (text ("torch.storage") + text ("UntypedStorage") + "\x93").name
           == "torch.storage.UntypedStorage");
    CHECK (only<PickleDict> (global ("collections", "OrderedDict") + ")R").items.empty());
    CHECK (numbersOf<PickleTuple> (global ("torch", "Size") + "K\7K\10\x86\x85R") == Numbers { 7, 8 });
}

TEST_CASE ("nothing but the names of a checkpoint can be called, and only as PyTorch does")
{
    for (const auto& pickle : {
             global ("torch", "FloatStorage") + ")R.",
             global ("collections", "OrderedDict") + "]\x85R.",
             global ("collections", "OrderedDict") + "]R.",
             global ("torch", "Size") + ")R.",
             global ("torch", "Size") + "K\5\x85R.",
             global ("torch._utils", "_rebuild_parameter") + "NNN\x87R.",
             global ("torch._utils", "_rebuild_tensor_v2") + ")R.",
             global ("torch._utils", "_rebuild_tensor_v2") + "(NNNNNNtR.",
             text ("os.system") + ")R.",
             "})R."s,
         })
        CHECK_THAT (sentenceFor (pickle), Catch::Contains ("in its description"));
}

TEST_CASE ("every instruction but those of checkpoints is refused by its number")
{
    const auto known = "\x80\x95N\x88\x89JKM\x8aG\x8cX\x8d()]}tld\x85\x86\x87"
                       "aesuqr\x94hjc\x93QRb."s;

    for (int code = 0; code < 256; ++code)
    {
        CAPTURE (code);
        const auto sentence = sentenceFor (std::string (1, static_cast<char> (code)));
        const auto isKnown = known.find (static_cast<char> (code)) != std::string::npos;
        CHECK (! sentence.empty());
        CHECK ((sentence.find ("the instruction " + std::to_string (code) + ",") == std::string::npos) == isKnown);
    }
}

TEST_CASE ("a pickle that was cut short anywhere is refused")
{
    const auto whole = "\x80\x02}(" + text ("w") + tensor (storage ("0", 6), 0, { 2, 3 }, { 3, 1 }) + text ("n")
                       + "M\1\2u}bG\0\0\0\0\0\0\0\0\x85."s;
    CHECK_NOTHROW (unpickle (whole));

    for (std::size_t size = 0; size < whole.size(); ++size)
        CHECK_FALSE (sentenceFor (whole.substr (0, size)).empty());
}

TEST_CASE ("an instruction without the values that it needs is refused, also behind a mark")
{
    for (const auto& instruction :
         { "t", "l", "d", "\x85", "\x86", "\x87", "a", "e", "s", "u", "q\1", "r\1\1\1\1", "\x94", "\x93", "Q", "R", "b" })
        for (const auto& before : { "", "N", "(", "NN(", "N(N", "}(N" })
        {
            const std::string pickle = before + std::string (instruction) + ".";
            CAPTURE (pickle);
            const std::set<std::string> fine { "(t.",           "(l.",     "(d.",           "N\x85.",   "NN(t.",
                                               "NN(l.",         "NN(d.",   "N(Nt.",         "N(Nl.",    "}(Nt.",
                                               "}(Nl.",         "Nq\1.",   "Nr\1\1\1\1.",   "N\x94.",   "N(N\x85.",
                                               "}(N\x85.",      "N(Nq\1.", "N(Nr\1\1\1\1.", "N(N\x94.", "}(Nq\1.",
                                               "}(Nr\1\1\1\1.", "}(N\x94." };
            CHECK (sentenceFor (pickle).empty() == fine.contains (pickle));
        }
}

TEST_CASE ("a tensor comes with its storage, and with a parameter's wrapping taken off")
{
    const auto plain = tensor (storage ("k", 9, "HalfStorage"), 2, { 2, 3 }, { 3, 1 });

    for (const auto& pickle : { plain + ".", global ("torch._utils", "_rebuild_parameter") + plain + "\x88)\x87R." })
    {
        const auto read = unpickle (pickle);
        REQUIRE (read.root->as<PickleTensor>() != nullptr);
        REQUIRE (read.tensors.size() == 1);
        CHECK (read.tensors[0].offset == 2);
        CHECK (read.tensors[0].sizes == Numbers { 2, 3 });
        CHECK (read.tensors[0].strides == Numbers { 3, 1 });
        CHECK (read.storages[read.tensors[0].storage] == PickledStorage { "torch.HalfStorage", "k", 9 });
    }
}

TEST_CASE ("a storage that is used twice is one; described in two ways it is refused")
{
    const auto read = unpickle ("(" + storage ("0", 4) + storage ("1", 4) + storage ("0", 4) + "t.");
    const auto& items = read.root->as<PickleTuple>()->items;

    CHECK (read.storages.size() == 2);
    CHECK (items[0]->as<PickleStorage>()->index == items[2]->as<PickleStorage>()->index);
    CHECK (items[0]->as<PickleStorage>()->index != items[1]->as<PickleStorage>()->index);
    CHECK_THAT (sentenceFor (storage ("0", 4) + storage ("0", 5) + "."), Catch::Contains ("described in two ways"));
    CHECK_THAT (sentenceFor (storage ("0", 4) + storage ("0", 4, "IntStorage") + "."), Catch::Contains ("in two ways"));
    CHECK_THAT (sentenceFor (storage ("0", -1) + "."), Catch::Contains ("no valid type or size"));
}

TEST_CASE ("the state that an object is given afterwards is discarded")
{
    const auto dict = only<PickleDict> (global ("collections", "OrderedDict") + ")R}" + text ("_metadata") + "}sb");

    CHECK (dict.items.empty());
}

TEST_CASE ("a million nested values and a list that holds itself are read without recursion")
{
    const auto nested = unpickle ("N" + std::string (1000000, '\x85') + ".");
    CHECK (nested.root->as<PickleTuple>()->items.size() == 1);

    const auto own = unpickle ("]q\1h\1a.");
    CHECK (own.root->as<PickleList>()->items[0] == own.root);
}

TEST_CASE ("lists that hold each other ten times over take no more memory than their description")
{
    std::string bomb = "]q"s + '\0';

    for (char level = 0; level < 100; ++level)
    {
        bomb += "](";

        for (int i = 0; i < 10; ++i)
            bomb += "h"s + level;

        bomb += "eq"s + static_cast<char> (level + 1);
    }

    CHECK (unpickle (bomb + ".").values.size() == 101);
}

TEST_CASE ("lengths beyond the end and more values than a checkpoint has are refused")
{
    const std::string end = "the end is missing";

    CHECK_THAT (sentenceFor ("X\xff\xff\xff\xff."), Catch::Contains (end));
    CHECK_THAT (sentenceFor ("\x8d" + std::string (8, '\xff') + "."), Catch::Contains (end));
    CHECK_THAT (sentenceFor ("\x8a\xff."), Catch::Contains (end));
    CHECK_THAT (sentenceFor (std::string ((1 << 22) + 1, 'N')), Catch::Contains ("more than 4194304 values"));
    CHECK_THAT (sentenceFor ("N" + std::string ((1 << 22) + 1, '\x94')), Catch::Contains ("more than 4194304 values"));
    CHECK_THAT (sentenceFor (std::string ((64 << 20) + 1, '.')), Catch::Contains ("larger than 64 MB"));
    CHECK_THAT (sentenceFor (tensor (storage ("0", 1), 0, Numbers (65, 1), Numbers (65, 1))),
                Catch::Contains ("too many dimensions"));
    CHECK_THAT (sentenceFor (tensor (storage ("0", 1), 0, { 1 }, { 1, 1 })), Catch::Contains ("unequally many"));
}
