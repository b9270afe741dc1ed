#include "Editor/Thumbnail.h"

#include "Editor/WaveformSummary.h"

#include <algorithm>
#include <cmath>

namespace stochastick
{
namespace
{
constexpr int columns = 160, rows = 72; // of the spectrogram, whatever the size: a window that is resized computes none anew
constexpr int collectMs = 20, wavePercent = 30, gapPercent = 6;

/** Of a colour of the heat map, whose lightness rises evenly: silence is clear, what is loudest nearly white. */
juce::Colour tinted (juce::Colour heat, juce::Colour hue)
{
    const auto level = juce::jlimit (0.0f, 1.0f, 1.06f * heat.getPerceivedBrightness() - 0.06f);
    return hue.interpolatedWith (juce::Colours::white, 0.5f * level * level).withAlpha (std::min (1.0f, 1.3f * level));
}

juce::Image tinted (const juce::Image& heat, juce::Colour hue)
{
    juce::Image result (juce::Image::ARGB, heat.getWidth(), heat.getHeight(), false, juce::SoftwareImageType {});
    const juce::Image::BitmapData from (heat, juce::Image::BitmapData::readOnly);
    juce::Image::BitmapData to (result, juce::Image::BitmapData::writeOnly);

    for (int y = 0; y < heat.getHeight(); ++y)
        for (int x = 0; x < heat.getWidth(); ++x)
            to.setPixelColour (x, y, tinted (from.getPixelColour (x, y), hue));

    return result;
}
} // namespace

void Thumbnail::set (std::shared_ptr<const MonoAudio> audio, juce::Colour colour, juce::Rectangle<int> size, float scale)
{
    const auto physical = [scale] (int pixels) { return juce::roundToInt (static_cast<float> (pixels) * scale); };
    Shown wanted { std::move (audio), colour, physical (size.getWidth()), physical (size.getHeight()) };

    if (wanted == shown)
        return;

    shown = std::move (wanted);
    spectrogram.request (shown.audio, columns, rows);
    render();

    if (spectrogram.isPending())
        startTimer (collectMs);
}

void Thumbnail::timerCallback()
{
    const auto hasCome = spectrogram.collect();

    if (! spectrogram.isPending())
        stopTimer();

    if (! hasCome)
        return;

    render();

    if (onReady)
        onReady();
}

void Thumbnail::render()
{
    image = {};

    if (shown.audio == nullptr || shown.width < 1 || shown.height < 1)
        return;

    image = juce::Image (juce::Image::ARGB, shown.width, shown.height, true);
    juce::Graphics g (image);
    auto area = image.getBounds();
    paintWave (g, area.removeFromTop (shown.height * wavePercent / 100));
    paintSpectrogram (g, area.withTrimmedTop (shown.height * gapPercent / 100));
}

void Thumbnail::paintWave (juce::Graphics& g, juce::Rectangle<int> area) const
{
    const auto summary = summarised (shown.audio->samples, area.getWidth());
    float peak = 1.0e-6f;

    for (const auto& column : summary)
        peak = std::max ({ peak, column.high, -column.low });

    const auto middle = static_cast<float> (area.getHeight()) * 0.5f;
    g.setColour (shown.colour);

    for (std::size_t x = 0; x < summary.size(); ++x)
    {
        // The square root lets the tail be seen.
        const auto up = std::sqrt (std::max (0.0f, summary[x].high) / peak) * middle;
        const auto down = std::sqrt (std::max (0.0f, -summary[x].low) / peak) * middle;
        g.fillRect (static_cast<float> (x), middle - up, 1.0f, std::max (1.0f, up + down));
    }
}

void Thumbnail::paintSpectrogram (juce::Graphics& g, juce::Rectangle<int> area) const
{
    if (! spectrogram.image().isValid())
        return;

    g.setImageResamplingQuality (juce::Graphics::highResamplingQuality);
    g.drawImage (tinted (spectrogram.image(), shown.colour), area.toFloat());
}

void Thumbnail::draw (juce::Graphics& g, juce::Rectangle<int> area) const
{
    if (image.isValid())
        g.drawImage (image, area.toFloat());
}
} // namespace stochastick
