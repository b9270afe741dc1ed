#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace stochastick
{
/** sRGB. */
struct Colour
{
    std::uint8_t red, green, blue;

    bool operator== (const Colour&) const = default;
};

/** In pixels, y points down. */
struct Box
{
    int x, y, width, height;

    int right() const { return x + width; }
    int bottom() const { return y + height; }
};

/** An RGB picture in memory. What is drawn outside it is cut off. One thread at a time. */
class Canvas
{
public:
    /** Throws UsageError when a side is not 1 to 30,000 pixels long. */
    Canvas (int width, int height, Colour background);

    void set (int x, int y, Colour colour) { blend (x, y, colour, 1.0); }

    /** Mixes the colour in, by `opacity` from 0 to 1. */
    void blend (int x, int y, Colour colour, double opacity);

    void fill (Box box, Colour colour);

    /** A one-pixel outline just inside the box. */
    void frame (Box box, Colour colour);

    /** With smooth edges. Pixel centres lie at whole numbers. */
    void line (double fromX, double fromY, double toX, double toY, Colour colour, double thickness = 1.0);

    /** One line of text, (x, y) is its top left corner; a letter is 7·scale pixels high. */
    void text (int x, int y, std::string_view line, Colour colour, int scale = 1);

    /** Throws Error when it cannot be written; see writeAtomically. */
    void writePng (const std::filesystem::path& path) const;

    int width() const { return columns; }
    int height() const { return rows; }

    /** Inside the picture only. */
    Colour at (int x, int y) const { return pixels[indexOf (x, y)]; }

private:
    std::size_t indexOf (int x, int y) const
    {
        return static_cast<std::size_t> (y) * static_cast<std::size_t> (columns) + static_cast<std::size_t> (x);
    }

    int columns;
    int rows;
    std::vector<Colour> pixels; ///< row by row
};
} // namespace stochastick
