#include "Engine/Inheritance.h"

#include <random>

namespace stochastick
{
std::map<std::string, double> classesBetween (const SourceSound& first, const SourceSound& second, double amount)
{
    std::map<std::string, double> mixed;

    for (const auto& [source, share] : { std::pair { &first, 1.0 - amount }, { &second, amount } })
    {
        double all = 0.0;

        for (const auto& [name, weight] : source->classes)
            all += weight;

        for (const auto& [name, weight] : source->classes)
            if (share > 0.0)
                mixed[name] += share * weight / all;
    }

    return mixed;
}

double shareOfChild (std::uint64_t seed)
{
    std::mt19937_64 random (seed);
    return 0.2 + 0.6 * static_cast<double> (random() >> 11) * 0x1p-53;
}

void encodeBothWays (Recipe& recipe)
{
    recipe.sampler = SamplerKind::dpmSolver2;
    recipe.levels.spacing = LevelSpacing::logUniform;
    recipe.steps = 50;
}
} // namespace stochastick
