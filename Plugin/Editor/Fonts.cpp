#include "Editor/Fonts.h"

#include "Resources.h"

namespace stochastick
{
namespace
{
juce::Font sized (const juce::Typeface::Ptr& face, float pixels)
{
    return juce::Font (face).withPointHeight (pixels);
}
} // namespace

Fonts::Fonts()
    : regularFace (juce::Typeface::createSystemTypefaceFor (resources::InterRegular_otf, resources::InterRegular_otfSize)),
      mediumFace (juce::Typeface::createSystemTypefaceFor (resources::InterMedium_otf, resources::InterMedium_otfSize)),
      semiboldFace (juce::Typeface::createSystemTypefaceFor (resources::InterSemiBold_otf, resources::InterSemiBold_otfSize))
{
}

juce::Font Fonts::regular (float pixels) const
{
    return sized (regularFace, pixels);
}

juce::Font Fonts::medium (float pixels) const
{
    return sized (mediumFace, pixels);
}

juce::Font Fonts::semibold (float pixels) const
{
    return sized (semiboldFace, pixels);
}
} // namespace stochastick
