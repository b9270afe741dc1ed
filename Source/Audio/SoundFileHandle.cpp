#include "Audio/SoundFileHandle.h"

namespace stochastick
{
std::string sndfileReason()
{
    std::string reason = sf_strerror (nullptr);

    while (! reason.empty() && (reason.back() == '.' || reason.back() == ' ' || reason.back() == '\n'))
        reason.pop_back();

    return reason;
}
} // namespace stochastick
