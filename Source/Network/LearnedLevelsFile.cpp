#include "Network/LearnedLevelsFile.h"

#include "Network/Safetensors.h"
#include "Support/Error.h"

#include <stdexcept>

namespace stochastick
{
namespace fs = std::filesystem;
using torch::Tensor;

namespace
{
std::vector<double> valuesOf (const Tensor& row)
{
    const auto values = row.to (torch::kFloat64).contiguous();
    return { values.data_ptr<double>(), values.data_ptr<double>() + values.numel() };
}

Tensor named (const Safetensors& content, const std::string& name, std::int64_t dimensions)
{
    const auto found = content.tensors.find (name);

    if (found == content.tensors.end() || found->second.dim() != dimensions
        || ! torch::isfinite (found->second).all().item<bool>())
        throw std::invalid_argument ("\"" + name + "\" is missing or holds no numbers");

    return found->second;
}

LearnedLevels parse (const Safetensors& content)
{
    const auto table = named (content, "move_error", 2);
    CostTable costs;

    for (std::int64_t i = 0; i < table.size (0); ++i)
        costs.push_back (valuesOf (table[i]));

    return { valuesOf (named (content, "ratios", 1)), valuesOf (named (content, "noise_loss", 1)), costs,
             valuesOf (named (content, "end_error", 1)) };
}
} // namespace

std::optional<LearnedLevels> readLearnedLevels (const fs::path& folder)
{
    const auto file = folder / learnedLevelsFileName;

    if (std::error_code ignored; ! fs::exists (file, ignored))
        return {};

    const auto content = readSafetensors (file);

    try
    {
        return parse (content);
    }
    catch (const std::invalid_argument& problem)
    {
        throw Error ("\"" + file.string() + "\" holds no usable learned levels: " + problem.what()
                     + "; make them again with: stochastick schedule.");
    }
}

void writeLearnedLevels (const fs::path& folder, const LearnedLevels& levels, const std::string& weightHash)
{
    const auto asTensor = [] (const std::vector<double>& values) { return torch::tensor (values, torch::kFloat64); };
    std::vector<Tensor> rows;

    for (const auto& row : levels.errorCosts())
        rows.push_back (asTensor (row));

    writeSafetensors (folder / learnedLevelsFileName, { { { "ratios", asTensor (levels.ratios()) },
                                                          { "noise_loss", asTensor (levels.noiseLosses()) },
                                                          { "move_error", torch::stack (rows) },
                                                          { "end_error", asTensor (levels.endErrors()) } },
                                                        { { "weight_hash", weightHash } } });
}
} // namespace stochastick
