#pragma once

#include <cstddef>
#include <random>

namespace soak
{
/** One thread's own. */
class Random
{
public:
    explicit Random (unsigned seed)
        : engine (seed)
    {
    }

    int below (int limit) { return static_cast<int> (engine() % static_cast<unsigned> (limit)); }
    bool oneIn (int count) { return below (count) == 0; }
    double unit() { return static_cast<double> (engine()) / static_cast<double> (std::mt19937::max()); }

    template <typename Container>
    decltype (auto) pick (Container& container)
    {
        return container[static_cast<std::size_t> (below (static_cast<int> (std::size (container))))];
    }

private:
    std::mt19937 engine;
};
} // namespace soak
