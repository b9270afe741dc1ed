#include "Engine/Generator.h"
#include "Support/Error.h"
#include "Support/UserFolder.h"

#include <algorithm>
#include <cstdlib>
#include <dlfcn.h>
#include <set>

#if defined(__linux__)
    #include <link.h>
#endif

namespace stochastick
{
namespace fs = std::filesystem;

namespace
{
constexpr auto weightsName = "weights.safetensors";

/** What this code is linked into: the program, or a plugin that some other program has loaded. */
fs::path ownBinary()
{
    static const char here = 0;
    std::error_code ignored;
    Dl_info found {};

#if defined(__linux__)
    link_map* object = nullptr;

    if (dladdr1 (&here, &found, reinterpret_cast<void**> (&object), RTLD_DL_LINKMAP) != 0 && object != nullptr
        && object->l_name[0] != '\0')
        return fs::canonical (object->l_name, ignored);

    return fs::read_symlink ("/proc/self/exe", ignored);
#else
    return dladdr (&here, &found) != 0 ? fs::canonical (found.dli_fname, ignored) : fs::path();
#endif
}

std::vector<fs::path> besideBinary()
{
    const auto binary = ownBinary();

    if (binary.empty())
        return {};

    const auto folder = binary.parent_path(), above = folder.parent_path();

    return { folder / "Models", above / "Resources" / "Models", above / "share" / "stochastick" / "Models" };
}

std::vector<fs::path> modelFolders()
{
    std::vector<fs::path> folders;

    if (const char* named = std::getenv ("STOCHASTICK_MODELS"))
        folders.emplace_back (named);

    for (const auto& folder : besideBinary())
        folders.push_back (folder);

    if (const auto own = userFolder(); ! own.empty())
        folders.push_back (own / "Models");

    folders.emplace_back (STOCHASTICK_SOURCE_MODELS);
    return folders;
}
} // namespace

fs::path findModel (const std::string& nameOrPath)
{
    const std::string name = nameOrPath.empty() ? defaultModelName : nameOrPath;
    std::error_code ignored;

    for (const auto& given : { fs::path (name), fs::path (name) / weightsName })
        if (fs::is_regular_file (given, ignored))
            return given;

    std::string looked;

    for (const auto& folder : modelFolders())
    {
        if (const auto file = folder / name / weightsName; fs::is_regular_file (file, ignored))
            return file;

        looked += (looked.empty() ? "" : ", ") + folder.string();
    }

    throw Error ("There is no model \"" + name + "\": neither a folder with weights.safetensors nor a name in " + looked
                 + '.');
}

std::vector<std::string> listModels()
{
    std::set<std::string> found;
    std::error_code ignored; // of folders that there are not

    for (const auto& folder : modelFolders())
        for (fs::directory_iterator entry (folder, ignored); entry != fs::directory_iterator(); entry.increment (ignored))
            if (fs::is_regular_file (entry->path() / weightsName, ignored))
                found.insert (entry->path().filename().string());

    std::vector<std::string> names (found.begin(), found.end());
    std::stable_partition (names.begin(), names.end(), [] (const auto& name) { return name == defaultModelName; });
    return names;
}
} // namespace stochastick
