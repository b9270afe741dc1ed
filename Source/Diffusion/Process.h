#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace stochastick
{
/** The forward noising x_t = mean(t)·x_0 + sigma(t)·ε, dx = drift(t)·x dt + √diffusionSquared(t) dw  (Song et al. 2021,
    arXiv 2011.13456).

    Samplers and networks work in λ-space, on x/mean and the noise-to-signal ratio ρ = sigma/mean, so a process only
    decides how its time t maps to ρ, and what "uniform in t" and dx/dt mean. Everything is in double: near the ends
    1 − mean² loses all digits of a float. Immutable: any thread. */
class Process
{
public:
    virtual ~Process() = default;

    virtual double tMin() const = 0; ///< almost clean
    virtual double tMax() const = 0; ///< almost noise
    virtual double mean (double t) const = 0;
    virtual double sigma (double t) const = 0;
    virtual double drift (double t) const = 0;            ///< f = d ln(mean)/dt
    virtual double diffusionSquared (double t) const = 0; ///< g² = d sigma²/dt − 2 f sigma²
    virtual double timeOf (double ratio) const = 0;       ///< inverse of ratio(t), for any ratio > 0

    double ratio (double t) const { return sigma (t) / mean (t); }
};

enum class ProcessKind
{
    vpCosine,         ///< CRASH's VP-cos: sigma = sin²(πt/2) (arXiv 2106.07431)
    vpLinear,         ///< DDPM's / Song's VP with β from 0.1 to 20
    improvedCosine,   ///< improved DDPM's cosine (arXiv 2102.09672)
    vpSigmoid,        ///< CRASH's VP-sigmoid; ends at mean 0.14, so a run starts with some signal missing
    subVp,            ///< Song's sub-VP: sigma = 1 − mean² (arXiv 2011.13456)
    subVpCosine,      ///< CRASH's sub-VP-cos: mean² = 1 − sigma
    generalisedSubVp, ///< CRASH's family mean = (1 − sigma^γ)^η
    ve,               ///< Song's VE: sigma from 0.01 to 50
    edm,              ///< sigma = t (arXiv 2206.00364)
    rectifiedFlow     ///< mean = 1 − t, sigma = t (arXiv 2209.03003)
};

/** A process with the two numbers that only the generalised sub-VP asks for. */
struct ProcessSpec
{
    ProcessKind kind = ProcessKind::vpCosine;
    double gamma = 1.5; ///< 0.1…4; (1, ½) is sub-VP-cos, (2, ½) is VP-cos
    double eta = 0.5;   ///< 0.1…4

    bool operator== (const ProcessSpec&) const = default;
};

struct ProcessInfo
{
    ProcessKind kind;
    std::string key;  ///< on the command line and in recipes: stable for ever
    std::string name; ///< for people
    std::unique_ptr<Process> (*create) (const ProcessSpec& spec);
};

/** Every process, in the order in which menus show them. */
const std::vector<ProcessInfo>& allProcesses();

std::unique_ptr<Process> makeProcess (const ProcessSpec& spec);

/** With the default numbers; lives as long as the program. */
const Process& processOf (ProcessKind kind);

const std::string& keyOf (ProcessKind kind);

/** Throws UsageError that names the known keys and the nearest one. */
ProcessKind processFromKey (std::string_view key);
} // namespace stochastick
