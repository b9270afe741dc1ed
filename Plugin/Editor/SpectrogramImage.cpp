#include "Editor/SpectrogramImage.h"

#include "Audio/SoundPanels.h"

namespace stochastick
{
namespace
{
constexpr int fftSize = 4096;

std::unique_ptr<Canvas> drawn (const MonoAudio& audio, int width, int height)
{
    auto canvas = std::make_unique<Canvas> (width, height, Colour { 0, 0, 0 });
    drawSpectrogram (*canvas, { 0, 0, width, height }, audio, fftSize);
    return canvas;
}

juce::Image imageOf (const Canvas& canvas)
{
    juce::Image image (juce::Image::RGB, canvas.width(), canvas.height(), false, juce::SoftwareImageType {});
    juce::Image::BitmapData pixels (image, juce::Image::BitmapData::writeOnly);

    for (int y = 0; y < canvas.height(); ++y)
        for (int x = 0; x < canvas.width(); ++x)
        {
            const auto colour = canvas.at (x, y);
            pixels.setPixelColour (x, y, juce::Colour (colour.red, colour.green, colour.blue));
        }

    return image;
}
} // namespace

SpectrogramImage::SpectrogramImage() = default;
SpectrogramImage::~SpectrogramImage() = default; // a future of std::async waits

void SpectrogramImage::request (std::shared_ptr<const MonoAudio> audio, int width, int height)
{
    Order order { std::move (audio), width, height };

    if (order == newest)
        return;

    newest = order;
    wanted.reset();

    if (order.audio == nullptr || order.audio->samples.empty() || width < 1 || height < 1)
        picture = {};
    else
        wanted = std::move (order);

    if (! running.valid())
        begin();
}

bool SpectrogramImage::collect()
{
    if (! running.valid() || running.wait_for (std::chrono::seconds (0)) != std::future_status::ready)
        return false;

    const auto canvas = running.get();

    if (newest.audio != nullptr)
        picture = imageOf (*canvas);

    begin();
    return true;
}

void SpectrogramImage::begin()
{
    if (! wanted.has_value())
        return;

    running = std::async (std::launch::async, [order = *wanted] { return drawn (*order.audio, order.width, order.height); });
    wanted.reset();
}
} // namespace stochastick
