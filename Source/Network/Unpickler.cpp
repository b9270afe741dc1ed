#include "Network/Unpickler.h"

#include "Network/PickleCursor.h"
#include "Network/PickleGlobals.h"
#include "Support/Error.h"

namespace stochastick
{
namespace
{
constexpr std::size_t mostBytes = 64 << 20, mostValues = 1 << 22;

class Unpickler
{
public:
    explicit Unpickler (std::string_view bytes)
        : cursor (bytes)
    {
    }

    Pickle run();

    PickleCursor cursor;

    // what instructions are made of
    void push (PickleValue value);
    void pushText (std::uint64_t size) { push ({ std::string (cursor.take (size)) }); }
    PickleValue& pop();
    PickleValue& top();
    void mark() { marks.push_back (stack.size()); }
    std::vector<PickleValue*> takeToMark();

    // instructions
    void makeTuple (std::size_t size);
    void memoize (std::size_t index);
    void recall (std::size_t index);
    void memoizeNext() { memoize (memo.size()); }
    void dictFromMark();
    void append (const std::vector<PickleValue*>& items);
    void setItems (const std::vector<PickleValue*>& keysAndValues);
    void pushGlobalFromStack();
    void reduce();
    void build();

    template <typename Sequence>
    void sequenceFromMark()
    {
        const auto items = takeToMark();
        push ({ Sequence { { items.begin(), items.end() } } });
    }

    void append()
    {
        auto& item = pop();
        append ({ &item });
    }

    void setItem()
    {
        auto& value = pop();
        auto& key = pop();
        setItems ({ &key, &value });
    }

    void storageFromStack() { push ({ globals.storageOf (pop()) }); }

    void pushGlobal()
    {
        const auto module = cursor.line();
        push ({ PickleGlobals::named (module, cursor.line()) });
    }

private:
    void checkRoom (std::size_t size) const;

    Pickle pickle;
    PickleGlobals globals { pickle };
    std::vector<PickleValue*> stack;
    std::vector<std::size_t> marks;
    std::unordered_map<std::size_t, PickleValue*> memo;
};

using Action = void (*) (Unpickler&);

const std::unordered_map<std::uint8_t, Action> actions {
    { 0x80, [] (Unpickler& u) { u.cursor.take (1); } }, // PROTO
    { 0x95, [] (Unpickler& u) { u.cursor.take (8); } }, // FRAME
    { 'N', [] (Unpickler& u) { u.push ({}); } },
    { 0x88, [] (Unpickler& u) { u.push ({ true }); } },
    { 0x89, [] (Unpickler& u) { u.push ({ false }); } },
    { 'J', [] (Unpickler& u) { u.push ({ std::int64_t { u.cursor.number<std::int32_t>() } }); } },
    { 'K', [] (Unpickler& u) { u.push ({ std::int64_t { u.cursor.number<std::uint8_t>() } }); } },
    { 'M', [] (Unpickler& u) { u.push ({ std::int64_t { u.cursor.number<std::uint16_t>() } }); } },
    { 0x8a, [] (Unpickler& u) { u.push ({ u.cursor.longNumber() }); } }, // LONG1
    { 'G', [] (Unpickler& u) { u.push ({ u.cursor.bigEndianDouble() }); } },
    { 0x8c, [] (Unpickler& u) { u.pushText (u.cursor.number<std::uint8_t>()); } }, // SHORT_BINUNICODE
    { 'X', [] (Unpickler& u) { u.pushText (u.cursor.number<std::uint32_t>()); } },
    { 0x8d, [] (Unpickler& u) { u.pushText (u.cursor.number<std::uint64_t>()); } }, // BINUNICODE8
    { '(', [] (Unpickler& u) { u.mark(); } },
    { ')', [] (Unpickler& u) { u.push ({ PickleTuple {} }); } },
    { ']', [] (Unpickler& u) { u.push ({ PickleList {} }); } },
    { '}', [] (Unpickler& u) { u.push ({ PickleDict {} }); } },
    { 't', [] (Unpickler& u) { u.sequenceFromMark<PickleTuple>(); } },
    { 'l', [] (Unpickler& u) { u.sequenceFromMark<PickleList>(); } },
    { 'd', [] (Unpickler& u) { u.dictFromMark(); } },
    { 0x85, [] (Unpickler& u) { u.makeTuple (1); } },
    { 0x86, [] (Unpickler& u) { u.makeTuple (2); } },
    { 0x87, [] (Unpickler& u) { u.makeTuple (3); } },
    { 'a', [] (Unpickler& u) { u.append(); } },
    { 'e', [] (Unpickler& u) { u.append (u.takeToMark()); } },
    { 's', [] (Unpickler& u) { u.setItem(); } },
    { 'u', [] (Unpickler& u) { u.setItems (u.takeToMark()); } },
    { 'q', [] (Unpickler& u) { u.memoize (u.cursor.number<std::uint8_t>()); } },
    { 'r', [] (Unpickler& u) { u.memoize (u.cursor.number<std::uint32_t>()); } },
    { 0x94, [] (Unpickler& u) { u.memoizeNext(); } }, // MEMOIZE
    { 'h', [] (Unpickler& u) { u.recall (u.cursor.number<std::uint8_t>()); } },
    { 'j', [] (Unpickler& u) { u.recall (u.cursor.number<std::uint32_t>()); } },
    { 'c', [] (Unpickler& u) { u.pushGlobal(); } },
    { 0x93, [] (Unpickler& u) { u.pushGlobalFromStack(); } }, // STACK_GLOBAL
    { 'Q', [] (Unpickler& u) { u.storageFromStack(); } },
    { 'R', [] (Unpickler& u) { u.reduce(); } },
    { 'b', [] (Unpickler& u) { u.build(); } },
};

Pickle Unpickler::run()
{
    constexpr std::uint8_t stop = '.';

    for (auto code = cursor.number<std::uint8_t>(); code != stop; code = cursor.number<std::uint8_t>())
    {
        const auto action = actions.find (code);

        if (action == actions.end())
            throwBadPickle ("there is the instruction " + std::to_string (code) + ", which weights have no use for");

        action->second (*this);
    }

    pickle.root = &pop();
    return std::move (pickle);
}

void Unpickler::checkRoom (std::size_t size) const
{
    if (size >= mostValues)
        throwBadPickle ("there are more than " + std::to_string (mostValues) + " values");
}

void Unpickler::push (PickleValue value)
{
    checkRoom (pickle.values.size());
    stack.push_back (&pickle.values.emplace_back (std::move (value)));
}

PickleValue& Unpickler::top()
{
    if (stack.size() <= (marks.empty() ? 0 : marks.back()))
        throwBadPickle ("a value is missing");

    return *stack.back();
}

PickleValue& Unpickler::pop()
{
    auto& value = top();
    stack.pop_back();
    return value;
}

std::vector<PickleValue*> Unpickler::takeToMark()
{
    if (marks.empty())
        throwBadPickle ("the beginning of a list is missing");

    const auto start = stack.begin() + static_cast<std::ptrdiff_t> (marks.back());
    std::vector<PickleValue*> taken (start, stack.end());
    stack.erase (start, stack.end());
    marks.pop_back();
    return taken;
}

void Unpickler::makeTuple (std::size_t size)
{
    PickleTuple tuple { std::vector<const PickleValue*> (size) };

    for (auto item = tuple.items.rbegin(); item != tuple.items.rend(); ++item)
        *item = &pop();

    push ({ std::move (tuple) });
}

void Unpickler::memoize (std::size_t index)
{
    checkRoom (memo.size());
    memo[index] = &top();
}

void Unpickler::recall (std::size_t index)
{
    const auto found = memo.find (index);

    if (found == memo.end())
        throwBadPickle ("a value is used that does not exist");

    stack.push_back (found->second);
}

void Unpickler::append (const std::vector<PickleValue*>& items)
{
    auto* list = std::get_if<PickleList> (&top().content);

    if (list == nullptr)
        throwBadPickle ("something is appended to what is no list");

    list->items.insert (list->items.end(), items.begin(), items.end());
}

void Unpickler::setItems (const std::vector<PickleValue*>& keysAndValues)
{
    auto* dict = std::get_if<PickleDict> (&top().content);

    if (dict == nullptr || keysAndValues.size() % 2 != 0)
        throwBadPickle ("a key has no dictionary or no value");

    for (std::size_t i = 0; i < keysAndValues.size(); i += 2)
        dict->items.emplace_back (keysAndValues[i], keysAndValues[i + 1]);
}

void Unpickler::dictFromMark()
{
    const auto items = takeToMark();
    push ({ PickleDict {} });
    setItems (items);
}

void Unpickler::pushGlobalFromStack()
{
    const auto* name = pop().as<std::string>();
    const auto* module = pop().as<std::string>();

    if (name == nullptr || module == nullptr)
        throwBadPickle ("a name is no text");

    push ({ PickleGlobals::named (*module, *name) });
}

void Unpickler::reduce()
{
    const auto& arguments = pop();
    const auto& callable = pop();
    push (globals.call (callable, arguments));
}

void Unpickler::build()
{
    pop();
    top();
}
} // namespace

Pickle unpickle (std::string_view bytes)
{
    if (bytes.size() > mostBytes)
        throw Error ("The file is no PyTorch checkpoint of weights: its description is larger than 64 MB.");

    return Unpickler (bytes).run();
}
} // namespace stochastick
