#pragma once

#include <map>
#include <string>
#include <vector>

namespace stochastick
{
/** How much of each class of drum a sound is asked to have, as the person sets it. Weights are 0…1 and at least one of them
    is above 0. Knows no JUCE. Message thread. */
class ClassMix
{
public:
    /** @param names  of the model's classes, at least one */
    explicit ClassMix (std::vector<std::string> names);

    void set (const std::map<std::string, double>& weights); ///< classes that the model does not know are left out
    void only (int index);
    void toggle (int index);                   ///< the last one cannot be taken away
    void setWeight (int index, double weight); ///< likewise

    /** A point in the triangle of corners(): 0…1 each, of sum 1. All other classes go. */
    void blend (const std::vector<int>& classes, const std::vector<double>& shares);

    std::map<std::string, double> weights() const; ///< above 0 alone
    double weight (int index) const { return values[static_cast<std::size_t> (index)]; }
    double share (int index) const; ///< of the sum
    int size() const { return static_cast<int> (values.size()); }
    const std::string& name (int index) const { return classNames[static_cast<std::size_t> (index)]; }

    /** The strongest classes, at most `most`, the strongest first. */
    std::vector<int> strongest (int most) const;

private:
    double sum() const;

    std::vector<std::string> classNames;
    std::vector<double> values;
};

/** The class with the largest weight; empty when there is none. */
std::string mainClass (const std::map<std::string, double>& weights);

/** "Hat closed" of "hat_closed". */
std::string spokenName (const std::string& className);
} // namespace stochastick
