#include "Editor/WaveformPainter.h"

#include "Audio/Shaping.h"

namespace stochastick
{
namespace
{
constexpr float thinnest = 1.0f; // pixels, of silence

/** Around the columns' tops, left to right, and back along their bottoms. */
template <typename Top, typename Bottom>
juce::Path outline (const std::vector<WaveformColumn>& columns, juce::Rectangle<float> bounds, Top&& top, Bottom&& bottom)
{
    juce::Path path;
    const auto middle = bounds.getCentreY();
    const auto half = 0.5f * (bounds.getHeight() - thinnest);
    const auto xOf = [&] (std::size_t i) { return bounds.getX() + static_cast<float> (i); };
    path.preallocateSpace (static_cast<int> (columns.size()) * 6 + 8);
    path.startNewSubPath (bounds.getX(), middle);

    for (std::size_t i = 0; i < columns.size(); ++i)
        path.lineTo (xOf (i), middle - half * top (columns[i]) - 0.5f * thinnest);

    for (std::size_t i = columns.size(); i-- > 0;)
        path.lineTo (xOf (i), middle - half * bottom (columns[i]) + 0.5f * thinnest);

    path.closeSubPath();
    return path;
}
} // namespace

void WaveformPainter::setSound (std::shared_ptr<const MonoAudio> newAudio)
{
    if (newAudio == audio)
        return;

    audio = std::move (newAudio);
    loudest = audio == nullptr ? 0.0f : peakOf (*audio);
    builtBounds = {};
}

void WaveformPainter::paint (juce::Graphics& g, juce::Rectangle<int> bounds, juce::Colour colour, LevelScale scale)
{
    if (audio == nullptr || audio->samples.empty() || bounds.isEmpty())
        return;

    if (bounds != builtBounds || scale != builtScale)
        build (bounds, scale);

    g.setColour (colour.withMultipliedAlpha (0.5f));
    g.fillPath (extremes);
    g.setColour (colour);
    g.fillPath (body);
}

void WaveformPainter::build (juce::Rectangle<int> bounds, LevelScale scale)
{
    const auto columns = summarised (audio->samples, bounds.getWidth());
    const auto height = [this, scale] (float amplitude) { return heightOf (amplitude, loudest, scale); };
    const auto larger = [] (const WaveformColumn& column) { return std::max (column.high, -column.low); };
    const auto inDecibels = scale == LevelScale::decibels; // whose middle is no level: both halves show the larger extreme
    const auto top = [&] (const auto& column) { return height (inDecibels ? larger (column) : column.high); };
    const auto bottom = [&] (const auto& column) { return height (inDecibels ? -larger (column) : column.low); };
    const auto level = [&] (const auto& column) { return height (column.rms); };
    extremes = outline (columns, bounds.toFloat(), top, bottom);
    body = outline (
        columns, bounds.toFloat(),
        [&] (const auto& column) { return std::max (0.0f, std::min (level (column), top (column))); },
        [&] (const auto& column) { return std::min (0.0f, std::max (-level (column), bottom (column))); });
    builtBounds = bounds;
    builtScale = scale;
}
} // namespace stochastick
