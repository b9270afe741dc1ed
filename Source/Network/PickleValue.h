#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace stochastick
{
struct PickleValue;

struct PickleList
{
    std::vector<const PickleValue*> items;
};

struct PickleTuple
{
    std::vector<const PickleValue*> items;
};

/** A dict or an OrderedDict, in the order of the file. Keys are values of any kind and may occur twice. */
struct PickleDict
{
    std::vector<std::pair<const PickleValue*, const PickleValue*>> items;

    /** The value of a key that is text, or null. Of equal keys the last one holds, as in Python. */
    const PickleValue* find (std::string_view key) const;
};

/** The name of something in Python, such as "torch.FloatStorage". */
struct PickleGlobal
{
    std::string name;
};

/** Row of Pickle::storages. */
struct PickleStorage
{
    std::size_t index = 0;
};

/** Row of Pickle::tensors. */
struct PickleTensor
{
    std::size_t index = 0;
};

/** Something that a pickle holds; monostate is None. */
struct PickleValue
{
    std::variant<std::monostate, bool, std::int64_t, double, std::string, PickleList, PickleTuple, PickleDict, PickleGlobal,
                 PickleStorage, PickleTensor>
        content;

    /** Null when it is of another kind. */
    template <typename Kind>
    const Kind* as() const
    {
        return std::get_if<Kind> (&content);
    }
};

/** A piece of memory beside the pickle. */
struct PickledStorage
{
    std::string type; ///< as in PickleGlobal
    std::string key;
    std::int64_t count = 0; ///< elements, at least 0

    bool operator== (const PickledStorage&) const = default;
};

/** As the file claims; none of these numbers has been checked against the storage. */
struct PickledTensor
{
    std::size_t storage = 0;                  ///< row of Pickle::storages
    std::int64_t offset = 0;                  ///< elements
    std::vector<std::int64_t> sizes, strides; ///< equally many
};

/** A pickle's content. It owns all values, which point to each other: one value may be reached in several ways and,
    in a hostile file, hold itself, so never walk through it without a limit of depth. */
struct Pickle
{
    Pickle() = default;
    Pickle (Pickle&&) = default;
    Pickle& operator= (Pickle&&) = default;
    Pickle (const Pickle&) = delete;
    Pickle& operator= (const Pickle&) = delete;
    ~Pickle() = default;

    std::deque<PickleValue> values;
    std::vector<PickledStorage> storages;
    std::vector<PickledTensor> tensors;
    const PickleValue* root = nullptr; ///< never null once it was read
};
} // namespace stochastick
