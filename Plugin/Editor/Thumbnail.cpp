#include "Editor/Thumbnail.h"

#include "Editor/WaveformSummary.h"

#include <algorithm>
#include <cmath>

namespace stochastick
{
void Thumbnail::set (const MonoAudio* audio, juce::Colour colour, juce::Rectangle<int> size, float scale)
{
    const auto width = juce::roundToInt (static_cast<float> (size.getWidth()) * scale);
    const auto height = juce::roundToInt (static_cast<float> (size.getHeight()) * scale);
    image = {};

    if (audio == nullptr || width < 1 || height < 1)
        return;

    image = juce::Image (juce::Image::ARGB, width, height, true);
    juce::Graphics g (image);
    g.setColour (colour);
    const auto columns = summarised (audio->samples, width);
    float peak = 1.0e-6f;

    for (const auto& column : columns)
        peak = std::max ({ peak, column.high, -column.low });

    const auto middle = static_cast<float> (height) * 0.5f;

    for (std::size_t x = 0; x < columns.size(); ++x)
    {
        // The square root lets the tail be seen.
        const auto up = std::sqrt (std::max (0.0f, columns[x].high) / peak) * middle;
        const auto down = std::sqrt (std::max (0.0f, -columns[x].low) / peak) * middle;
        g.fillRect (static_cast<float> (x), middle - up, 1.0f, std::max (1.0f, up + down));
    }
}

void Thumbnail::draw (juce::Graphics& g, juce::Rectangle<int> area) const
{
    if (image.isValid())
        g.drawImage (image, area.toFloat());
}
} // namespace stochastick
