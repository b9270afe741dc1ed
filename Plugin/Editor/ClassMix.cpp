#include "Editor/ClassMix.h"

#include <algorithm>
#include <cctype>
#include <numeric>

namespace stochastick
{
namespace
{
constexpr double least = 0.01; // what is less is none
} // namespace

ClassMix::ClassMix (std::vector<std::string> names)
    : classNames (std::move (names)),
      values (classNames.size(), 0.0)
{
    only (0);
}

void ClassMix::set (const std::map<std::string, double>& weights)
{
    auto changed = values;
    double largest = 1.0;

    for (std::size_t i = 0; i < changed.size(); ++i)
    {
        const auto found = weights.find (classNames[i]);
        changed[i] = found == weights.end() ? 0.0 : std::max (found->second, 0.0);
        largest = std::max (largest, changed[i]);
    }

    if (std::all_of (changed.begin(), changed.end(), [] (double value) { return value <= 0.0; }))
        return only (0);

    for (auto& value : changed)
        value /= largest;

    values = std::move (changed);
}

void ClassMix::only (int index)
{
    std::fill (values.begin(), values.end(), 0.0);
    values[static_cast<std::size_t> (index)] = 1.0;
}

void ClassMix::toggle (int index)
{
    setWeight (index, weight (index) > 0.0 ? 0.0 : 1.0);
}

void ClassMix::setWeight (int index, double weight)
{
    auto& value = values[static_cast<std::size_t> (index)];
    const auto before = value;
    value = weight < least ? 0.0 : std::min (weight, 1.0);

    if (sum() <= 0.0)
        value = std::min (before, 1.0);
}

void ClassMix::blend (const std::vector<int>& classes, const std::vector<double>& shares)
{
    std::map<std::string, double> mixed;

    for (std::size_t i = 0; i < classes.size() && i < shares.size(); ++i)
        if (shares[i] >= least)
            mixed[name (classes[i])] = shares[i];

    if (! mixed.empty())
        set (mixed);
}

std::map<std::string, double> ClassMix::weights() const
{
    std::map<std::string, double> above;

    for (int i = 0; i < size(); ++i)
        if (weight (i) > 0.0)
            above[name (i)] = weight (i);

    return above;
}

double ClassMix::share (int index) const
{
    return weight (index) / sum();
}

std::vector<int> ClassMix::strongest (int most) const
{
    std::vector<int> order;

    for (int i = 0; i < size(); ++i)
        if (weight (i) > 0.0)
            order.push_back (i);

    std::stable_sort (order.begin(), order.end(), [this] (int a, int b) { return weight (a) > weight (b); });
    order.resize (std::min (order.size(), static_cast<std::size_t> (std::max (most, 0))));
    return order;
}

double ClassMix::sum() const
{
    return std::accumulate (values.begin(), values.end(), 0.0);
}

std::string mainClass (const std::map<std::string, double>& weights)
{
    const auto less = [] (const auto& a, const auto& b) { return a.second < b.second; };
    const auto found = std::max_element (weights.begin(), weights.end(), less);
    return found == weights.end() ? std::string() : found->first;
}

std::string spokenName (const std::string& className)
{
    auto name = className;
    std::replace (name.begin(), name.end(), '_', ' ');

    if (! name.empty())
        name[0] = static_cast<char> (std::toupper (static_cast<unsigned char> (name[0])));

    return name;
}
} // namespace stochastick
