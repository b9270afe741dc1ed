#include "Diffusion/Process.h"

#include "Diffusion/Processes/Processes.h"
#include "Support/KeyedTable.h"

#include <map>

namespace stochastick
{
namespace
{
template <std::unique_ptr<Process> (*create)()>
std::unique_ptr<Process> plain (const ProcessSpec&)
{
    return create();
}

std::unique_ptr<Process> generalised (const ProcessSpec& spec)
{
    return createGeneralisedSubVp (spec.gamma, spec.eta);
}
} // namespace

const std::vector<ProcessInfo>& allProcesses()
{
    static const std::vector<ProcessInfo> table {
        { ProcessKind::vpCosine, "vp-cosine", "VP cosine (CRASH)", plain<createVpCosine> },
        { ProcessKind::vpLinear, "vp-linear", "VP linear (DDPM)", plain<createVpLinear> },
        { ProcessKind::improvedCosine, "improved-cosine", "VP cosine (improved DDPM)", plain<createImprovedCosine> },
        { ProcessKind::vpSigmoid, "vp-sigmoid", "VP sigmoid (CRASH)", plain<createVpSigmoid> },
        { ProcessKind::subVp, "sub-vp", "Sub-VP (Song)", plain<createSubVp> },
        { ProcessKind::subVpCosine, "sub-vp-cosine", "Sub-VP cosine (CRASH)", plain<createSubVpCosine> },
        { ProcessKind::generalisedSubVp, "generalised-sub-vp", "Generalised sub-VP (CRASH)", generalised },
        { ProcessKind::ve, "ve", "VE (Song)", plain<createVe> },
        { ProcessKind::edm, "edm", "EDM (Karras)", plain<createEdm> },
        { ProcessKind::rectifiedFlow, "rectified-flow", "Rectified flow", plain<createRectifiedFlow> },
    };

    return table;
}

std::unique_ptr<Process> makeProcess (const ProcessSpec& spec)
{
    return rowOf (allProcesses(), &ProcessInfo::kind, spec.kind).create (spec);
}

const Process& processOf (ProcessKind kind)
{
    static const auto processes = [] {
        std::map<ProcessKind, std::unique_ptr<Process>> all;

        for (const auto& info : allProcesses())
            all[info.kind] = info.create ({});

        return all;
    }();

    return *processes.at (kind);
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
