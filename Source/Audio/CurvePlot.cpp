#include "Audio/Canvas.h"
#include "Audio/ColourMap.h"
#include "Audio/Font.h"
#include "Audio/Plot.h"
#include "Audio/Ticks.h"
#include "Support/Error.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace stochastick
{
namespace
{
constexpr int pictureWidth = 1000;
constexpr int pictureHeight = 560;
constexpr Box panel { 72, 60, 904, 444 };
constexpr int labelOffset = capitalHeight / 2;
constexpr int legendLineHeight = 16;

constexpr std::array curveColours {
    Colour { 255, 158, 100 }, Colour { 110, 190, 255 }, Colour { 158, 221, 130 }, Colour { 222, 134, 240 },
    Colour { 247, 215, 108 }, Colour { 102, 217, 205 }, Colour { 245, 112, 130 }, Colour { 176, 180, 196 },
};

/** From a value to 0 … 1 along its axis; linear or logarithmic. */
struct Axis
{
    double low = HUGE_VAL;
    double high = -HUGE_VAL;
    bool logarithmic = false;

    bool shows (double value) const { return std::isfinite (value) && (! logarithmic || value > 0.0); }
    double scaled (double value) const { return logarithmic ? std::log10 (value) : value; }

    void include (double value)
    {
        low = std::min (low, scaled (value));
        high = std::max (high, scaled (value));
    }

    /** Leaves air at both ends; an axis that shows nothing runs from 0 to 1. */
    void widen (double part)
    {
        if (low > high)
            low = high = 0.5;

        const double air = high > low ? part * (high - low) : std::max (0.5, 0.1 * std::abs (low));
        low -= air;
        high += air;
    }

    double position (double value) const { return (scaled (value) - low) / (high - low); }

    std::vector<double> ticks (int most) const
    {
        return logarithmic ? logTicks (std::pow (10.0, low), std::pow (10.0, high)) : linearTicks (low, high, most);
    }
};

double xAt (const Axis& axis, double value)
{
    return panel.x + axis.position (value) * (panel.width - 1);
}

double yAt (const Axis& axis, double value)
{
    return panel.bottom() - 1 - axis.position (value) * (panel.height - 1);
}

void fitAxes (const std::vector<Curve>& curves, Axis& xAxis, Axis& yAxis)
{
    for (const auto& curve : curves)
    {
        if (curve.xs.size() != curve.ys.size())
            throw UsageError ("The curve \"" + curve.name + "\" has not as many y values as x values.");

        for (std::size_t i = 0; i < curve.xs.size(); ++i)
        {
            if (! xAxis.shows (curve.xs[i]) || ! yAxis.shows (curve.ys[i]))
                continue;

            xAxis.include (curve.xs[i]);
            yAxis.include (curve.ys[i]);
        }
    }

    xAxis.widen (0.0);
    yAxis.widen (0.05);
}

void drawGrid (Canvas& canvas, const Axis& xAxis, const Axis& yAxis)
{
    canvas.fill (panel, plotTheme.panel);

    for (const auto tick : xAxis.ticks (10))
    {
        const auto x = static_cast<int> (std::lround (xAt (xAxis, tick)));
        const auto label = tickLabel (tick);
        canvas.fill ({ x, panel.y, 1, panel.height }, plotTheme.grid);
        canvas.text (x - textWidth (label) / 2, panel.bottom() + 8, label, plotTheme.faintText);
    }

    for (const auto tick : yAxis.ticks (8))
    {
        const auto y = static_cast<int> (std::lround (yAt (yAxis, tick)));
        const auto label = tickLabel (tick);
        canvas.fill ({ panel.x, y, panel.width, 1 }, plotTheme.grid);
        canvas.text (panel.x - 8 - textWidth (label), y - labelOffset, label, plotTheme.faintText);
    }
}

void drawCurve (Canvas& canvas, const Curve& curve, const Axis& xAxis, const Axis& yAxis, Colour colour)
{
    const auto count = curve.xs.size();
    const auto shows = [&] (std::size_t i) { return i < count && xAxis.shows (curve.xs[i]) && yAxis.shows (curve.ys[i]); };

    const auto join = [&] (std::size_t from, std::size_t to, double thickness) {
        canvas.line (xAt (xAxis, curve.xs[from]), yAt (yAxis, curve.ys[from]), xAt (xAxis, curve.xs[to]),
                     yAt (yAxis, curve.ys[to]), colour, thickness);
    };

    for (std::size_t i = 0; i < count; ++i)
    {
        const bool followsOne = i > 0 && shows (i - 1);

        if (shows (i) && followsOne)
            join (i - 1, i, 1.6);
        else if (shows (i) && ! shows (i + 1))
            join (i, i, 4.0); // nothing to join it with: a dot
    }
}

Colour colourOf (std::size_t curve)
{
    return curveColours[curve % curveColours.size()];
}

void drawLegend (Canvas& canvas, const std::vector<Curve>& curves)
{
    int width = 0;

    for (const auto& curve : curves)
        width = std::max (width, textWidth (curve.name));

    const auto lines = static_cast<int> (curves.size());
    const Box box { panel.right() - width - 54, panel.y + 12, width + 42, lines * legendLineHeight + 10 };
    canvas.fill (box, plotTheme.background);
    canvas.frame (box, plotTheme.grid);

    for (std::size_t i = 0; i < curves.size(); ++i)
    {
        const auto y = box.y + 9 + static_cast<int> (i) * legendLineHeight;
        canvas.fill ({ box.x + 10, y + labelOffset - 1, 16, 2 }, colourOf (i));
        canvas.text (box.x + 34, y, curves[i].name, plotTheme.text);
    }
}
} // namespace

void plotCurves (const std::filesystem::path& path, const std::string& title, const std::string& xLabel,
                 const std::string& yLabel, const std::vector<Curve>& curves, bool logY)
{
    Axis xAxis;
    Axis yAxis;
    yAxis.logarithmic = logY;
    fitAxes (curves, xAxis, yAxis);

    Canvas canvas (pictureWidth, pictureHeight, plotTheme.background);
    drawGrid (canvas, xAxis, yAxis);

    for (std::size_t i = 0; i < curves.size(); ++i)
        drawCurve (canvas, curves[i], xAxis, yAxis, colourOf (i));

    if (! curves.empty())
        drawLegend (canvas, curves);

    canvas.text (panel.x, 16, title, plotTheme.text, 2);
    canvas.text (panel.x, panel.y - 14, yLabel, plotTheme.faintText);
    canvas.text (panel.x + (panel.width - textWidth (xLabel)) / 2, panel.bottom() + 28, xLabel, plotTheme.faintText);
    canvas.writePng (path);
}
} // namespace stochastick
