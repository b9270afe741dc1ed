#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace stochastick
{
/** One stroke of a letter: a rectangle in font pixels. */
struct GlyphBox
{
    int x, y, width, height;
};

/** Capitals are this many font pixels high, descenders reach two further down. */
inline constexpr int capitalHeight = 7;

/** One line of text in Sean Barrett's bitmap font (stb_easy_font), from the top left corner of its first letter.
    The font knows ASCII; a character outside it shows as one question mark. Any thread. */
std::vector<GlyphBox> layoutText (std::string_view text);

/** In font pixels. */
int textWidth (std::string_view text);

/** The text, or as much of its beginning as fits, followed by three dots. */
std::string shortenedText (std::string text, int widestPixels);
} // namespace stochastick
