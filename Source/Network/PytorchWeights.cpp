#include "Network/PytorchCheckpoint.h"
#include "Network/QuotedText.h"
#include "Support/Error.h"

#include <algorithm>

namespace stochastick
{
using torch::Tensor;

namespace
{
constexpr auto modelKey = "model", averageKey = "ema_weights";

using Named = std::vector<std::pair<std::string, const Tensor*>>; // in the file's order

[[noreturn]] void throwAbout (const PytorchCheckpoint& checkpoint, const std::string& what)
{
    const auto name = checkpoint.path.empty() ? std::string() : " \"" + checkpoint.path.string() + '"';
    throw Error ("The file" + name + ' ' + what + '.');
}

std::string listOfKeys (const PickleDict& dict)
{
    constexpr std::size_t most = 8;
    std::string list;
    std::size_t named = 0;

    for (const auto& [key, value] : dict.items)
        if (const auto* text = key->as<std::string>(); text != nullptr && named < most)
            list += (named++ == 0 ? "" : ", ") + quotedText (*text);

    const auto rest = dict.items.size() - named;
    return named == 0 ? "it has no key that is text"
                      : "its keys are " + list + (rest == 0 ? "" : " and " + std::to_string (rest) + " more");
}

/** The tensors of a dictionary that holds nothing else, or nothing. */
Named tensorsOf (const PytorchCheckpoint& checkpoint, const PickleDict& dict)
{
    Named tensors;

    for (const auto& [key, value] : dict.items)
    {
        const auto* name = key->as<std::string>();
        const auto* tensor = checkpoint.tensorOf (*value);

        if (name == nullptr || tensor == nullptr)
            return {};

        tensors.emplace_back (*name, tensor);
    }

    return tensors;
}

Named currentWeights (const PytorchCheckpoint& checkpoint, const PickleDict& root)
{
    const auto* value = root.find (modelKey);
    const auto* model = value == nullptr ? nullptr : value->as<PickleDict>();
    const auto& dict = model == nullptr ? root : *model;
    auto tensors = tensorsOf (checkpoint, dict);

    if (tensors.empty())
        throwAbout (checkpoint, "holds no tensors by name" + std::string (model == nullptr ? "" : " in its \"model\"") + ": "
                                    + listOfKeys (dict));

    return tensors;
}

const std::vector<const PickleValue*>* itemsOf (const PickleValue& value)
{
    if (const auto* list = value.as<PickleList>())
        return &list->items;

    const auto* tuple = value.as<PickleTuple>();
    return tuple == nullptr ? nullptr : &tuple->items;
}

/** Puts the average in the place of the weights. */
void average (const PytorchCheckpoint& checkpoint, Named& weights, const PickleValue& averages)
{
    const auto* items = itemsOf (averages);

    if (items == nullptr || items->size() != weights.size())
        throwAbout (checkpoint,
                    "holds averaged weights that are not one for each of its model's " + std::to_string (weights.size()));

    for (std::size_t i = 0; i < weights.size(); ++i)
    {
        auto& [name, tensor] = weights[i];
        const auto* averaged = checkpoint.tensorOf (*(*items)[i]);

        if (averaged == nullptr || averaged->sizes() != tensor->sizes())
            throwAbout (checkpoint, "holds an average of " + quotedText (name) + " that is not shaped as it is");

        tensor = averaged;
    }
}
} // namespace

std::map<std::string, Tensor> namedTensors (const PytorchCheckpoint& checkpoint, CheckpointWeights wanted)
{
    const auto* root = checkpoint.content.root->as<PickleDict>();

    if (root == nullptr)
        throwAbout (checkpoint, "holds no dictionary, whereas weights are looked for by name");

    auto weights = currentWeights (checkpoint, *root);
    const auto* averages = root->find (averageKey);

    if (wanted == CheckpointWeights::averaged && averages != nullptr && averages->as<std::monostate>() == nullptr)
        average (checkpoint, weights, *averages);

    std::map<std::string, Tensor> named;

    for (const auto& [name, tensor] : weights)
        if (! named.emplace (name, *tensor).second)
            throwAbout (checkpoint, "holds two tensors of the name " + quotedText (name));

    return named;
}
} // namespace stochastick
