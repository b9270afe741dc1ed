#include "Support/UserFolder.h"

#include <cstdlib>

namespace stochastick
{
namespace fs = std::filesystem;

fs::path userFolder()
{
    const auto* data = std::getenv ("XDG_DATA_HOME");
    const auto* home = std::getenv ("HOME");

    if (data != nullptr && fs::path (data).is_absolute()) // the XDG specification: relative ones are to be ignored
        return fs::path (data) / "Stochastick";

    if (home != nullptr && fs::path (home).is_absolute())
        return fs::path (home) / ".local" / "share" / "Stochastick";

    return {};
}
} // namespace stochastick
