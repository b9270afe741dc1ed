#include "Network/PickleGlobals.h"

#include "Network/QuotedText.h"
#include "Support/Error.h"

#include <algorithm>
#include <array>

namespace stochastick
{
namespace
{
constexpr auto rebuildTensorName = "torch._utils._rebuild_tensor_v2",
               rebuildParameterName = "torch._utils._rebuild_parameter", orderedDictName = "collections.OrderedDict",
               sizeName = "torch.Size";

constexpr std::array storageNames { "torch.FloatStorage",    "torch.DoubleStorage",         "torch.HalfStorage",
                                    "torch.BFloat16Storage", "torch.LongStorage",           "torch.IntStorage",
                                    "torch.ShortStorage",    "torch.CharStorage",           "torch.ByteStorage",
                                    "torch.BoolStorage",     "torch.storage.UntypedStorage" };

constexpr std::size_t mostTensors = 1 << 16, mostDimensions = 64;

bool isStorage (const std::string& name)
{
    return std::find (storageNames.begin(), storageNames.end(), name) != storageNames.end();
}

template <typename Kind>
const Kind& expect (const PickleValue& value, const char* what)
{
    if (const auto* found = value.as<Kind>())
        return *found;

    throwBadPickle (std::string ("something else stands where ") + what + " should be");
}

std::vector<std::int64_t> numbersOf (const PickleValue& tuple)
{
    const auto& items = expect<PickleTuple> (tuple, "a shape").items;
    std::vector<std::int64_t> numbers;

    if (items.size() > mostDimensions)
        throwBadPickle ("a tensor has too many dimensions");

    for (const auto* item : items)
        numbers.push_back (expect<std::int64_t> (*item, "an extent"));

    return numbers;
}
} // namespace

void throwBadPickle (const std::string& why)
{
    throw Error ("The file is damaged or no PyTorch checkpoint: in its description " + why + '.');
}

PickleGlobal PickleGlobals::named (const std::string& module, const std::string& name)
{
    const auto whole = module + '.' + name;

    if (! isStorage (whole) && whole != rebuildTensorName && whole != rebuildParameterName && whole != orderedDictName
        && whole != sizeName)
        throw Error ("The file asks for " + quotedText (whole)
                     + ", which a checkpoint has no use for; it was not run (save the state_dict alone).");

    return { whole };
}

PickleValue PickleGlobals::call (const PickleValue& callable, const PickleValue& arguments)
{
    const auto& name = expect<PickleGlobal> (callable, "a name").name;
    const auto& tuple = expect<PickleTuple> (arguments, "a tuple of arguments");

    if (name == rebuildTensorName)
        return { rebuildTensor (tuple) };

    if (name == orderedDictName && tuple.items.empty())
        return { PickleDict {} };

    if (name == rebuildParameterName && tuple.items.size() == 3)
        return { expect<PickleTensor> (*tuple.items[0], "a tensor") };

    if (name == sizeName && tuple.items.size() == 1)
        return { shapeOf (*tuple.items[0]) };

    throwBadPickle (quotedText (name) + " is called in a way that PyTorch does not");
}

PickleTuple PickleGlobals::shapeOf (const PickleValue& value)
{
    const auto& shape = expect<PickleTuple> (value, "a shape");

    if (shape.items.size() > mostDimensions || ++shapeCount > mostTensors)
        throwBadPickle ("there are too many shapes or one has too many dimensions");

    return shape;
}

PickleTensor PickleGlobals::rebuildTensor (const PickleTuple& arguments)
{
    // storage, offset, sizes, strides, requires_grad, hooks and, in newer files, metadata
    const auto& items = arguments.items;

    if (items.size() != 6 && items.size() != 7)
        throwBadPickle ("a tensor has the wrong number of properties");

    PickledTensor tensor { expect<PickleStorage> (*items[0], "a storage").index,
                           expect<std::int64_t> (*items[1], "an offset"), numbersOf (*items[2]), numbersOf (*items[3]) };

    if (tensor.sizes.size() != tensor.strides.size())
        throwBadPickle ("a tensor has unequally many extents and strides");

    if (pickle.tensors.size() == mostTensors)
        throwBadPickle ("there are more than " + std::to_string (mostTensors) + " tensors");

    pickle.tensors.push_back (std::move (tensor));
    return { pickle.tensors.size() - 1 };
}

PickleStorage PickleGlobals::storageOf (const PickleValue& persistentId)
{
    const auto& items = expect<PickleTuple> (persistentId, "a storage").items;

    if (items.size() != 5 || expect<std::string> (*items[0], "the word storage") != "storage")
        throwBadPickle ("something is stored in a way that PyTorch does not");

    PickledStorage storage { expect<PickleGlobal> (*items[1], "a storage's type").name,
                             expect<std::string> (*items[2], "a storage's name"),
                             expect<std::int64_t> (*items[4], "a storage's size") };

    if (! isStorage (storage.type) || storage.count < 0)
        throwBadPickle ("a storage has no valid type or size");

    const auto [row, isNew] = storageRows.emplace (storage.key, pickle.storages.size());

    if (isNew)
        pickle.storages.push_back (storage);
    else if (pickle.storages[row->second] != storage)
        throwBadPickle ("the storage " + quotedText (storage.key) + " is described in two ways");

    return { row->second };
}
} // namespace stochastick
