#pragma once

#include <juce_gui_basics/juce_gui_basics.h>

namespace stochastick
{
/** Inter, embedded, with figures of one width so that values do not dance. Message thread. */
class Fonts
{
public:
    Fonts();

    /** @param pixels  size of the em, as designers count */
    juce::Font regular (float pixels) const;
    juce::Font medium (float pixels) const;
    juce::Font semibold (float pixels) const;

    juce::Typeface::Ptr regularFace, mediumFace, semiboldFace;
};
} // namespace stochastick
