#include "Audio/Canvas.h"

#include "Audio/Font.h"
#include "Support/AtomicFile.h"
#include "Support/Error.h"

#include <algorithm>
#include <cmath>
#include <stb/stb_image_write.h>

namespace stochastick
{
namespace
{
constexpr int longestSide = 30000;

std::uint8_t mixed (std::uint8_t from, std::uint8_t to, double amount)
{
    return static_cast<std::uint8_t> (std::lround (from + (to - from) * amount));
}

double distanceToSegment (double x, double y, double fromX, double fromY, double alongX, double alongY)
{
    const double lengthSquared = alongX * alongX + alongY * alongY;
    const double projected = (x - fromX) * alongX + (y - fromY) * alongY;
    const double position = lengthSquared > 0.0 ? std::clamp (projected / lengthSquared, 0.0, 1.0) : 0.0;
    return std::hypot (x - fromX - position * alongX, y - fromY - position * alongY);
}

int clampedPixel (double position, int size)
{
    return static_cast<int> (std::clamp (position, 0.0, static_cast<double> (size)));
}
} // namespace

Canvas::Canvas (int width, int height, Colour background)
    : columns (width),
      rows (height)
{
    if (std::min (width, height) < 1 || std::max (width, height) > longestSide)
        throw UsageError ("A picture of " + std::to_string (width) + " x " + std::to_string (height)
                          + " pixels cannot be drawn, the sides may be 1 to 30000 long.");

    pixels.assign (static_cast<std::size_t> (width) * static_cast<std::size_t> (height), background);
}

void Canvas::blend (int x, int y, Colour colour, double opacity)
{
    if (x < 0 || y < 0 || x >= columns || y >= rows)
        return;

    auto& pixel = pixels[indexOf (x, y)];
    pixel = { mixed (pixel.red, colour.red, opacity), mixed (pixel.green, colour.green, opacity),
              mixed (pixel.blue, colour.blue, opacity) };
}

void Canvas::fill (Box box, Colour colour)
{
    for (int y = std::max (0, box.y); y < std::min (rows, box.bottom()); ++y)
        for (int x = std::max (0, box.x); x < std::min (columns, box.right()); ++x)
            pixels[indexOf (x, y)] = colour;
}

void Canvas::frame (Box box, Colour colour)
{
    fill ({ box.x, box.y, box.width, 1 }, colour);
    fill ({ box.x, box.bottom() - 1, box.width, 1 }, colour);
    fill ({ box.x, box.y, 1, box.height }, colour);
    fill ({ box.right() - 1, box.y, 1, box.height }, colour);
}

void Canvas::line (double fromX, double fromY, double toX, double toY, Colour colour, double thickness)
{
    const double reach = 0.5 * thickness + 0.5;
    const int left = clampedPixel (std::floor (std::min (fromX, toX) - reach), columns);
    const int right = clampedPixel (std::ceil (std::max (fromX, toX) + reach), columns - 1);
    const int top = clampedPixel (std::floor (std::min (fromY, toY) - reach), rows);
    const int bottom = clampedPixel (std::ceil (std::max (fromY, toY) + reach), rows - 1);

    for (int y = top; y <= bottom; ++y)
        for (int x = left; x <= right; ++x)
            if (const auto cover = reach - distanceToSegment (x, y, fromX, fromY, toX - fromX, toY - fromY); cover > 0.0)
                blend (x, y, colour, std::min (1.0, cover));
}

void Canvas::text (int x, int y, std::string_view line, Colour colour, int scale)
{
    for (const auto& stroke : layoutText (line))
        fill ({ x + stroke.x * scale, y + stroke.y * scale, stroke.width * scale, stroke.height * scale }, colour);
}

void Canvas::writePng (const std::filesystem::path& path) const
{
    static_assert (sizeof (Colour) == 3);
    std::string png;

    const auto append = [] (void* target, void* data, int size) {
        static_cast<std::string*> (target)->append (static_cast<const char*> (data), static_cast<std::size_t> (size));
    };

    if (stbi_write_png_to_func (append, &png, columns, rows, 3, pixels.data(), 3 * columns) == 0)
        throw Error ("Cannot write \"" + path.string() + "\": there is not enough memory for the picture.");

    writeAtomically (path, png);
}
} // namespace stochastick
