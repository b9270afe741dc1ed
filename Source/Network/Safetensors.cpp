#include "Network/Safetensors.h"

#include "Support/AtomicFile.h"
#include "Support/Error.h"

#include <bit>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>

namespace stochastick
{
namespace fs = std::filesystem;
using nlohmann::json;
using torch::Tensor;

static_assert (std::endian::native == std::endian::little, "safetensors is little-endian");

namespace
{
constexpr std::uint64_t largestHeader = 16 << 20;
constexpr std::uint64_t lengthField = 8;

const std::vector<std::pair<std::string, torch::ScalarType>> types {
    { "F64", torch::kFloat64 }, { "F32", torch::kFloat32 }, { "F16", torch::kFloat16 }, { "BF16", torch::kBFloat16 },
    { "I64", torch::kInt64 },   { "I32", torch::kInt32 },   { "U8", torch::kUInt8 },
};

[[noreturn]] void throwBad (const fs::path& path, const std::string& why)
{
    throw Error ("\"" + path.string() + "\" is not a usable model file: " + why + '.');
}

torch::ScalarType typeFromKey (const fs::path& path, const std::string& key)
{
    for (const auto& [name, type] : types)
        if (name == key)
            return type;

    throwBad (path, "it holds a tensor of the unknown type \"" + key.substr (0, 20) + "\"");
}

std::string keyOfType (torch::ScalarType wanted)
{
    for (const auto& [name, type] : types)
        if (type == wanted)
            return name;

    throw Error ("Tensors of this type cannot be stored in a safetensors file.");
}

struct Header
{
    json entries;
    std::uint64_t dataStart = 0, dataSize = 0;
};

Header readHeader (std::ifstream& stream, const fs::path& path)
{
    std::error_code failure;
    const std::uint64_t fileSize = fs::file_size (path, failure);

    if (failure || ! stream)
        throw Error ("Cannot read the model file \"" + path.string()
                     + "\": " + (failure ? failure.message() : std::string ("it cannot be opened")) + '.');

    std::uint64_t length = 0;
    stream.read (reinterpret_cast<char*> (&length), lengthField);

    if (! stream || length < 2 || length > largestHeader || length > fileSize - lengthField)
        throwBad (path, "it does not begin with a safetensors header, or it was cut short");

    std::string text (length, '\0');
    stream.read (text.data(), static_cast<std::streamsize> (length));
    auto entries = json::parse (text, nullptr, false);

    if (! stream || ! entries.is_object())
        throwBad (path, "its header is not valid JSON");

    return { std::move (entries), lengthField + length, fileSize - lengthField - length };
}

std::map<std::string, std::string> metadataOf (const Header& header)
{
    std::map<std::string, std::string> metadata;

    if (const auto found = header.entries.find ("__metadata__"); found != header.entries.end() && found->is_object())
        for (const auto& [key, value] : found->items())
            if (value.is_string())
                metadata[key] = value.get<std::string>();

    return metadata;
}

Tensor readTensor (std::ifstream& stream, const fs::path& path, const Header& header, const std::string& name,
                   const json& entry)
{
    const auto type = typeFromKey (path, entry.at ("dtype").get<std::string>());
    const auto shape = entry.at ("shape").get<std::vector<std::int64_t>>();
    const auto begin = entry.at ("data_offsets").at (0).get<std::uint64_t>();
    const auto end = entry.at ("data_offsets").at (1).get<std::uint64_t>();
    std::uint64_t bytes = torch::elementSize (type);

    for (const auto extent : shape)
    {
        if (extent < 0 || (extent > 0 && bytes > header.dataSize / static_cast<std::uint64_t> (extent)))
            throwBad (path, "the shape of \"" + name.substr (0, 80) + "\" does not fit the file");

        bytes *= static_cast<std::uint64_t> (extent);
    }

    if (begin > end || end > header.dataSize || end - begin != bytes)
        throwBad (path, "the tensor \"" + name.substr (0, 80) + "\" lies outside the file, which may have been cut short");

    auto tensor = torch::empty (shape, type);
    stream.seekg (static_cast<std::streamoff> (header.dataStart + begin));
    stream.read (static_cast<char*> (tensor.data_ptr()), static_cast<std::streamsize> (bytes));

    if (! stream)
        throwBad (path, "it could not be read to its end");

    return tensor;
}
std::string dumpHeader (const fs::path& path, const json& header)
{
    try
    {
        return header.dump();
    }
    catch (const json::exception&)
    {
        throw Error ("Cannot write \"" + path.string() + "\": its description holds text that is not UTF-8.");
    }
}
} // namespace

Safetensors readSafetensors (const fs::path& path)
{
    std::ifstream stream (path, std::ios::binary);
    const auto header = readHeader (stream, path);
    Safetensors content { {}, metadataOf (header) };
    std::uint64_t bytes = 0;

    try
    {
        for (const auto& [name, entry] : header.entries.items())
        {
            if (name == "__metadata__")
                continue;

            const auto& tensor = content.tensors[name] = readTensor (stream, path, header, name, entry);
            bytes += tensor.nbytes();

            if (bytes > header.dataSize)
                throwBad (path, "its tensors overlap");
        }
    }
    catch (const json::exception&)
    {
        throwBad (path, "its header does not describe tensors as safetensors does");
    }

    return content;
}

std::map<std::string, std::string> readSafetensorsMetadata (const fs::path& path)
{
    std::ifstream stream (path, std::ios::binary);
    return metadataOf (readHeader (stream, path));
}

void writeSafetensors (const fs::path& path, const Safetensors& content)
{
    json header = json::object();
    std::vector<Tensor> stored;
    std::uint64_t offset = 0;

    if (! content.metadata.empty())
        header["__metadata__"] = content.metadata;

    for (const auto& [name, tensor] : content.tensors)
    {
        stored.push_back (tensor.detach().cpu().contiguous());
        const auto bytes = stored.back().nbytes();
        header[name] = { { "dtype", keyOfType (tensor.scalar_type()) },
                         { "shape", tensor.sizes().vec() },
                         { "data_offsets", { offset, offset + bytes } } };
        offset += bytes;
    }

    auto text = dumpHeader (path, header);
    text.resize ((text.size() + 7) / 8 * 8, ' '); // the data starts aligned

    writeAtomically (path, [&] (const fs::path& temporary) {
        std::ofstream stream (temporary, std::ios::binary);
        const std::uint64_t length = text.size();
        stream.write (reinterpret_cast<const char*> (&length), lengthField);
        stream.write (text.data(), static_cast<std::streamsize> (length));

        for (const auto& tensor : stored)
            stream.write (static_cast<const char*> (tensor.data_ptr()), static_cast<std::streamsize> (tensor.nbytes()));

        stream.close();

        if (! stream)
            throw Error ("Cannot write \"" + path.string() + "\": the disk may be full.");
    });
}
} // namespace stochastick
