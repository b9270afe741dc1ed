#include "Audio/Font.h"

#include <array>
#include <stb/stb_easy_font.h>

namespace stochastick
{
namespace
{
/** stb_easy_font looks other bytes up outside its tables. */
std::string asciiOf (std::string_view text)
{
    std::string ascii;

    for (const auto character : text)
    {
        const auto byte = static_cast<unsigned char> (character);

        if (byte >= 0x20 && byte < 0x7f)
            ascii += character;
        else if (byte < 0x80 || byte >= 0xc0) // the rest continue a UTF-8 character
            ascii += '?';
    }

    return ascii;
}

struct Vertex
{
    float x, y, z;
    std::array<unsigned char, 4> colour;
};
} // namespace

std::vector<GlyphBox> layoutText (std::string_view text)
{
    constexpr std::size_t mostQuadsPerLetter = 32;
    auto ascii = asciiOf (text);
    std::vector<std::array<Vertex, 4>> quads (ascii.size() * mostQuadsPerLetter);
    const auto bytes = static_cast<int> (quads.size() * sizeof (quads[0]));
    const auto count = stb_easy_font_print (0.0f, 0.0f, ascii.data(), nullptr, quads.data(), bytes);
    std::vector<GlyphBox> boxes;

    for (std::size_t i = 0; i < static_cast<std::size_t> (count); ++i)
    {
        const auto& first = quads[i][0];
        const auto& opposite = quads[i][2];
        boxes.push_back ({ static_cast<int> (first.x), static_cast<int> (first.y), static_cast<int> (opposite.x - first.x),
                           static_cast<int> (opposite.y - first.y) });
    }

    return boxes;
}

int textWidth (std::string_view text)
{
    return stb_easy_font_width (asciiOf (text).data());
}

std::string shortenedText (std::string text, int widestPixels)
{
    if (textWidth (text) <= widestPixels)
        return text;

    while (! text.empty() && textWidth (text + "...") > widestPixels)
        text.pop_back();

    return text + "...";
}
} // namespace stochastick
