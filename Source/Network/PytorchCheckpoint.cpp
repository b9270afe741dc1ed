#include "Network/PytorchCheckpoint.h"

#include "Network/QuotedText.h"
#include "Network/Unpickler.h"
#include "Network/ZipArchive.h"
#include "Support/Error.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <optional>

namespace stochastick
{
namespace fs = std::filesystem;
using torch::Tensor;

namespace
{
/** Every sentence of this folder's readers begins so. */
constexpr std::string_view theFile = "The file";

[[noreturn]] void throwUnreadable (const std::string& why)
{
    throw Error (std::string (theFile) + " cannot be read: " + why + '.');
}

/** What `action` returns; in its sentences the file has its name. */
template <typename Action>
auto naming (const fs::path& path, const Action& action)
{
    try
    {
        return action();
    }
    catch (const Error& error)
    {
        throw Error (std::string (theFile) + (path.empty() ? "" : " \"" + path.string() + '"')
                     + (error.what() + theFile.size()));
    }
}

std::string bytesOf (const fs::path& path)
{
    std::error_code failure;
    const auto status = fs::status (path, failure);

    if (! fs::exists (status))
        throwUnreadable (failure && status.type() != fs::file_type::not_found ? failure.message() : "it does not exist");

    if (! fs::is_regular_file (status))
        throwUnreadable (fs::is_directory (status) ? "it is a folder" : "it is no ordinary file");

    std::ifstream stream (path, std::ios::binary);
    const auto size = fs::file_size (path, failure);

    if (! stream || failure)
        throwUnreadable (failure ? failure.message() : "it cannot be opened");

    std::string bytes (size, '\0');

    if (! stream.read (bytes.data(), static_cast<std::streamsize> (size)))
        throwUnreadable ("reading it failed");

    return bytes;
}

void checkKind (std::string_view bytes)
{
    if (bytes.empty())
        throw Error ("The file is empty.");

    if (bytes.starts_with ('\x80')) // a pickle of protocol 2 or later
        throw Error ("The file is a PyTorch checkpoint in the format of before 1.6, which has to be converted with "
                     "Python: torch.save(torch.load(p, map_location=\"cpu\"), q).");

    if (! bytes.starts_with ("PK\3\4"))
        throw Error ("The file is no PyTorch checkpoint: it does not begin as what torch.save writes.");
}

std::optional<torch::ScalarType> typeOf (const std::string& storageType)
{
    static const std::map<std::string, torch::ScalarType> types {
        { "torch.FloatStorage", torch::kFloat32 }, { "torch.DoubleStorage", torch::kFloat64 },
        { "torch.HalfStorage", torch::kFloat16 },  { "torch.BFloat16Storage", torch::kBFloat16 },
        { "torch.LongStorage", torch::kInt64 },    { "torch.IntStorage", torch::kInt32 },
        { "torch.ShortStorage", torch::kInt16 },   { "torch.CharStorage", torch::kInt8 },
        { "torch.ByteStorage", torch::kUInt8 },    { "torch.BoolStorage", torch::kBool },
    };
    const auto found = types.find (storageType);
    return found == types.end() ? std::nullopt : std::optional (found->second);
}

/** One-dimensional. @param part  the storage's bytes in the file */
Tensor elementsOf (const PickledStorage& storage, std::string_view part)
{
    const auto type = typeOf (storage.type);

    if (! type)
        throw Error ("The file holds a tensor of the type " + quotedText (storage.type) + ", which cannot be read.");

    const auto count = static_cast<std::uint64_t> (storage.count), size = torch::elementSize (*type);

    if (part.size() % size != 0 || part.size() / size != count)
        throw Error ("The file is damaged: the storage " + quotedText (storage.key) + " is not as large as it should be.");

    auto elements = torch::empty ({ storage.count }, *type);

    if (! part.empty())
        std::memcpy (elements.data_ptr(), part.data(), part.size());

    // A bool of another byte than 0 and 1 would be undefined behaviour.
    return *type == torch::kBool ? elements.view (torch::kUInt8).ne (0) : elements;
}

/** Whether the last element lies within the storage. @param count  elements of the storage */
bool reachesWithin (const PickledTensor& tensor, std::int64_t count)
{
    auto last = tensor.offset;

    for (std::size_t i = 0; i < tensor.sizes.size(); ++i)
    {
        const auto steps = tensor.sizes[i] - 1, stride = tensor.strides[i];

        if (steps > 0 && stride > 0 && steps > (count - last) / stride)
            return false;

        last += steps > 0 ? steps * stride : 0;
    }

    return last < count;
}

/** @param count         elements of the storage
    @param mostElements  no tensor has more of them, whatever it repeats */
bool fits (const PickledTensor& tensor, std::int64_t count, std::int64_t mostElements)
{
    std::int64_t elements = 1;
    const bool isEmpty = std::find (tensor.sizes.begin(), tensor.sizes.end(), 0) != tensor.sizes.end();

    if (tensor.offset < 0 || tensor.offset > count)
        return false;

    for (std::size_t i = 0; i < tensor.sizes.size(); ++i)
    {
        const auto extent = std::max<std::int64_t> (tensor.sizes[i], 1);

        if (tensor.sizes[i] < 0 || tensor.strides[i] < 0 || elements > mostElements / extent)
            return false;

        elements *= extent;
    }

    return isEmpty || reachesWithin (tensor, count);
}

class TensorLoader
{
public:
    explicit TensorLoader (std::string_view bytes)
        : archive (bytes),
          fileSize (static_cast<std::int64_t> (bytes.size()))
    {
        if (archive.has (archive.root() + "/byteorder") && part ("byteorder") != "little")
            throw Error ("The file was written on a big-endian machine and cannot be read on this one.");
    }

    std::string_view part (const std::string& name) const { return archive.part (archive.root() + '/' + name); }

    Tensor load (const Pickle& pickle, const PickledTensor& tensor)
    {
        const auto& elements = storage (pickle, tensor.storage);

        if (! fits (tensor, elements.numel(), fileSize / static_cast<std::int64_t> (elements.element_size())))
            throw Error ("The file is damaged: a tensor lies outside its storage.");

        return elements.as_strided (tensor.sizes, tensor.strides, tensor.offset);
    }

private:
    const Tensor& storage (const Pickle& pickle, std::size_t index)
    {
        if (const auto found = loaded.find (index); found != loaded.end())
            return found->second;

        const auto& wanted = pickle.storages[index];
        return loaded.emplace (index, elementsOf (wanted, part ("data/" + wanted.key))).first->second;
    }

    ZipArchive archive;
    std::int64_t fileSize = 0;
    std::map<std::size_t, Tensor> loaded;
};
} // namespace

const Tensor* PytorchCheckpoint::tensorOf (const PickleValue& value) const
{
    const auto* tensor = value.as<PickleTensor>();
    return tensor == nullptr ? nullptr : &tensors.at (tensor->index);
}

PytorchCheckpoint parsePytorchCheckpoint (std::string_view bytes)
{
    checkKind (bytes);
    TensorLoader loader (bytes);
    PytorchCheckpoint checkpoint { unpickle (loader.part ("data.pkl")), {}, {} };

    for (const auto& tensor : checkpoint.content.tensors)
        checkpoint.tensors.push_back (loader.load (checkpoint.content, tensor));

    return checkpoint;
}

PytorchCheckpoint readPytorchCheckpoint (const fs::path& path)
{
    auto checkpoint = naming (path, [&] { return parsePytorchCheckpoint (bytesOf (path)); });
    checkpoint.path = path;
    return checkpoint;
}
} // namespace stochastick
