#include "Editor/Thumbnail.h"
#include "EditorTestTools.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace editortest;

namespace
{
constexpr int width = 100, height = 80;

std::shared_ptr<const MonoAudio> tone (double hz)
{
    MonoAudio audio { std::vector<float> (22050), 44100 };

    for (std::size_t i = 0; i < audio.samples.size(); ++i)
        audio.samples[i] = static_cast<float> (std::sin (2.0 * juce::MathConstants<double>::pi * hz * double (i) / 44100.0));

    return std::make_shared<const MonoAudio> (std::move (audio));
}

struct Shown
{
    explicit Shown (const std::shared_ptr<const MonoAudio>& audio)
    {
        thumbnail.onReady = [this] { ++arrivals; };
        show (audio);
    }

    void show (const std::shared_ptr<const MonoAudio>& audio, int wide = width)
    {
        thumbnail.set (audio, juce::Colours::orange, { 0, 0, wide, height }, 1.0f);
    }

    /** Of what is drawn below the waveform: 0 is the top of it, 1 the bottom. */
    double middleOfSpectrogram() const
    {
        juce::Image image (juce::Image::ARGB, width, height, true);
        juce::Graphics g (image);
        thumbnail.draw (g, image.getBounds());
        double sum = 0.0, weighted = 0.0;
        constexpr int top = height * 4 / 10;

        for (int y = top; y < height; ++y)
        {
            const double alpha = image.getPixelAt (width / 2, y).getFloatAlpha();
            sum += alpha;
            weighted += alpha * (y - top) / (height - top);
        }

        return sum > 0.0 ? weighted / sum : -1.0;
    }

    Thumbnail thumbnail {};
    int arrivals = 0;
};
} // namespace

TEST_CASE ("a small picture shows where in the spectrum a sound lies")
{
    Shown low (tone (60.0)), high (tone (9000.0));
    CHECK (low.middleOfSpectrogram() < 0.0); // it is computed beside the message thread
    REQUIRE (waitUntil ([&] { return low.arrivals == 1 && high.arrivals == 1; }));
    CHECK (low.middleOfSpectrogram() > 0.7);
    CHECK (high.middleOfSpectrogram() < 0.4);
}

TEST_CASE ("the spectrogram of a small picture is computed once for each sound, whatever its size")
{
    const auto sound = tone (500.0);
    Shown shown (sound);
    REQUIRE (waitUntil ([&] { return shown.arrivals == 1; }));
    shown.show (sound, 2 * width);
    shown.show (sound);
    runFor (100);
    CHECK (shown.arrivals == 1);
    CHECK (shown.middleOfSpectrogram() >= 0.0);

    shown.show (nullptr);
    CHECK (shown.middleOfSpectrogram() < 0.0);
}
