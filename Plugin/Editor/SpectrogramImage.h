#pragma once

#include "Audio/MonoAudio.h"

#include <juce_gui_basics/juce_gui_basics.h>

#include <future>
#include <optional>

namespace stochastick
{
class Canvas;

/** The spectrogram of a sound as a picture, computed on a thread of its own, one at a time (tens of ms). Message thread. */
class SpectrogramImage
{
public:
    SpectrogramImage();
    ~SpectrogramImage(); ///< waits for the picture that is computed

    /** Asks for a picture; what was asked for last is what will come. Null: none. */
    void request (std::shared_ptr<const MonoAudio> audio, int width, int height);

    /** To be called now and then. Returns whether there is a new picture. */
    bool collect();

    const juce::Image& image() const { return picture; } ///< may be an older sound's or null
    bool isPending() const { return running.valid() || wanted.has_value(); }

private:
    struct Order
    {
        std::shared_ptr<const MonoAudio> audio {};
        int width = 0, height = 0;

        bool operator== (const Order&) const = default;
    };

    void begin();

    Order newest {};
    std::optional<Order> wanted {};
    juce::Image picture {};
    std::future<std::unique_ptr<Canvas>> running;
};
} // namespace stochastick
