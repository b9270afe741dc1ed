#include "Diffusion/Process.h"

#include "Diffusion/KeyedTable.h"
#include "Diffusion/Processes/VpCosine.h"
#include "Diffusion/Processes/VpLinear.h"

namespace stochastick
{
const std::vector<ProcessInfo>& allProcesses()
{
    static const std::vector<ProcessInfo> table {
        { ProcessKind::vpCosine, "vp-cosine", "VP cosine (CRASH)" },
        { ProcessKind::vpLinear, "vp-linear", "VP linear (DDPM)" },
    };

    return table;
}

const Process& processOf (ProcessKind kind)
{
    static const VpCosine vpCosine;
    static const VpLinear vpLinear;

    switch (kind)
    {
        case ProcessKind::vpCosine: return vpCosine;
        case ProcessKind::vpLinear: break;
    }

    return vpLinear;
}

const std::string& keyOf (ProcessKind kind)
{
    return rowOf (allProcesses(), &ProcessInfo::kind, kind).key;
}

ProcessKind processFromKey (std::string_view key)
{
    return rowWithKey (allProcesses(), "process", key).kind;
}
} // namespace stochastick
