#include "Engine/Generator.h"
#include "Support/Error.h"

#include <cstdlib>

namespace stochastick
{
namespace fs = std::filesystem;

namespace
{
std::vector<fs::path> modelFolders()
{
    std::vector<fs::path> folders;

    if (const char* named = std::getenv ("STOCHASTICK_MODELS"))
        folders.emplace_back (named);

    std::error_code ignored;

    if (const auto program = fs::read_symlink ("/proc/self/exe", ignored); ! program.empty())
    {
        folders.push_back (program.parent_path() / "Models");
        folders.push_back (program.parent_path().parent_path() / "share" / "stochastick" / "Models");
    }

    folders.emplace_back (STOCHASTICK_SOURCE_MODELS);
    return folders;
}
} // namespace

fs::path findModel (const std::string& nameOrPath)
{
    const std::string name = nameOrPath.empty() ? defaultModelName : nameOrPath;
    std::error_code ignored;

    for (const auto& given : { fs::path (name), fs::path (name) / "weights.safetensors" })
        if (fs::is_regular_file (given, ignored))
            return given;

    std::string looked;

    for (const auto& folder : modelFolders())
    {
        if (const auto file = folder / name / "weights.safetensors"; fs::is_regular_file (file, ignored))
            return file;

        looked += (looked.empty() ? "" : ", ") + folder.string();
    }

    throw Error ("There is no model \"" + name + "\": neither a folder with weights.safetensors nor a name in " + looked
                 + '.');
}
} // namespace stochastick
