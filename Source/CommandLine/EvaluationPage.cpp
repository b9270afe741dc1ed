#include "CommandLine/EvaluationPage.h"

#include "Audio/Plot.h"
#include "Support/AtomicFile.h"
#include "Training/DrumSynthesis.h"

#include <algorithm>

namespace stochastick
{
namespace
{
using Row = std::vector<std::string>;

/** As many characters as a terminal shows of UTF-8. */
std::size_t widthOf (const std::string& text)
{
    return static_cast<std::size_t> (
        std::count_if (text.begin(), text.end(), [] (char c) { return (static_cast<unsigned char> (c) & 0xC0) != 0x80; }));
}

std::string markdownTable (const std::vector<Row>& rows)
{
    std::vector<std::size_t> widths (rows.front().size(), 3);

    for (const auto& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max (widths[i], widthOf (row[i]));

    const auto line = [&widths] (const Row& row) {
        std::string text = "|";

        for (std::size_t i = 0; i < row.size(); ++i)
            text += ' ' + row[i] + std::string (widths[i] - widthOf (row[i]), ' ') + " |";

        return text + '\n';
    };

    Row dashes;

    for (const auto width : widths)
        dashes.push_back (std::string (width, '-'));

    auto text = line (rows.front()) + line (dashes);

    for (std::size_t i = 1; i < rows.size(); ++i)
        text += line (rows[i]);

    return text;
}

std::string fixed (double value, int digits)
{
    char text[40];
    std::snprintf (text, sizeof text, "%.*f", digits, value);
    return text;
}

std::string percent (double share)
{
    return fixed (100.0 * share, 0) + " %";
}

/** A figure of a set, and how it is written. */
struct Figure
{
    std::string name;
    std::string (*text) (const SetFigures& figures);
};

const std::vector<Figure> allFigures {
    { "Fréchet distance", [] (const SetFigures& f) { return fixed (f.frechet, 2); } },
    { "kernel distance", [] (const SetFigures& f) { return fixed (f.kernel, 3); } },
    { "Fréchet distance, classifier's features", [] (const SetFigures& f) { return fixed (f.embeddedFrechet, 2); } },
    { "kernel distance, classifier's features", [] (const SetFigures& f) { return fixed (f.embeddedKernel, 3); } },
    { "precision", [] (const SetFigures& f) { return percent (f.coverage.precision); } },
    { "recall", [] (const SetFigures& f) { return percent (f.coverage.recall); } },
    { "told from real", [] (const SetFigures& f) { return shareText (f.toldApart); } },
    { "distance to training sounds / real ones'", [] (const SetFigures& f) { return fixed (f.nearestTraining, 2); } },
    { "decay, off by (deviations)", [] (const SetFigures& f) { return fixed (f.decay, 2); } },
    { "brightness, off by", [] (const SetFigures& f) { return fixed (f.brightness, 2); } },
    { "loudness, off by", [] (const SetFigures& f) { return fixed (f.loudness, 2); } },
    { "attack, off by", [] (const SetFigures& f) { return fixed (f.attack, 2); } },
    { "median tail, dBFS", [] (const SetFigures& f) { return fixed (f.medianTailDb, 1); } },
    { "rises again after fading by, dB", [] (const SetFigures& f) { return fixed (f.riseDb, 1); } },
    { "lines at the frame rate, dB", [] (const SetFigures& f) { return fixed (f.frameLineDb, 2); } },
    { "largest DC", [] (const SetFigures& f) { return fixed (f.largestDc, 5); } },
    { "most alike pair, share of RMS", [] (const SetFigures& f) { return fixed (f.smallestDistance, 2); } },
    { "clipped", [] (const SetFigures& f) { return std::to_string (f.clipped); } },
    { "not finite", [] (const SetFigures& f) { return std::to_string (f.notFinite); } },
};

std::string namesTable (const SetFigures& figures, const SetFigures& real)
{
    std::vector<Row> rows { { "class", "generated, named right", "held-out real, named right" } };

    for (std::size_t c = 0; c < figures.named.size(); ++c)
        rows.push_back ({ drumClasses()[c], shareText (figures.named[c]), shareText (real.named[c]) });

    rows.push_back ({ "all", shareText (figures.namedInAll()), shareText (real.namedInAll()) });
    return markdownTable (rows);
}

std::string figuresTable (const SetFigures& figures, const Yardsticks& beside)
{
    std::vector<Row> rows { { "against held-out real sounds", "generated", "real training sounds", "procedural drums",
                              "enveloped noise" } };

    for (const auto& figure : allFigures)
        rows.push_back ({ figure.name, figure.text (figures), figure.text (beside.training), figure.text (beside.procedural),
                          figure.text (beside.noise) });

    return markdownTable (rows);
}

/** The class that is named right least often: "kick 6/20". */
std::string leastNamed (const SetFigures& figures)
{
    std::size_t least = 0;

    for (std::size_t c = 0; c < figures.named.size(); ++c)
        if (figures.named[c].all > 0
            && (figures.named[least].all == 0 || figures.named[c].share() < figures.named[least].share()))
            least = c;

    const auto& counted = figures.named.at (least);
    return drumClasses()[least] + ' ' + std::to_string (counted.right) + '/' + std::to_string (counted.all);
}

std::string variantsTable (const EvaluationReport& report)
{
    std::vector<Row> rows { { "", "named right", "least of", "Fréchet", "kernel", "Fréchet, classifier", "precision",
                              "recall", "told from real", "median tail", "s a sound" } };
    const auto add = [&rows] (const std::string& name, const SetFigures& f, const std::string& seconds) {
        rows.push_back ({ name, percent (f.namedInAll().share()), leastNamed (f), fixed (f.frechet, 2), fixed (f.kernel, 3),
                          fixed (f.embeddedFrechet, 2), percent (f.coverage.precision), percent (f.coverage.recall),
                          f.toldApart.all > 0 ? percent (f.toldApart.share()) : "-", fixed (f.medianTailDb, 1), seconds });
    };

    for (const auto& variant : report.variants)
        add (variant.name, variant.evaluation.figures, fixed (variant.evaluation.secondsPerSound, 2));

    add ("real training sounds", report.beside.training, "");
    add ("procedural drums", report.beside.procedural, "");
    return markdownTable (rows);
}

void plotDistances (const std::filesystem::path& path, const EvaluationReport& report)
{
    Curve generated { "generated", {}, {} };

    for (const auto& variant : report.variants)
    {
        generated.xs.push_back (variant.x);
        generated.ys.push_back (variant.evaluation.figures.frechet);
    }

    const auto level = [&] (const std::string& name, double value) {
        return Curve { name, generated.xs, std::vector<double> (generated.xs.size(), value) };
    };
    plotCurves (path, "Distance to held-out real sounds", report.variable, "Frechet distance", // in ASCII, as the font
                { generated, level ("real training sounds", report.beside.training.frechet),
                  level ("procedural drums", report.beside.procedural.frechet) },
                false);
}
} // namespace

std::string evaluationText (const EvaluationReport& report)
{
    if (! report.variable.empty())
        return variantsTable (report);

    const auto& figures = report.variants.front().evaluation.figures;
    return namesTable (figures, report.beside.heldOut) + '\n' + figuresTable (figures, report.beside);
}

nlohmann::json toJson (const EvaluationReport& report)
{
    nlohmann::json json { { "yardsticks", report.beside }, { "variants", nlohmann::json::array() } };

    for (const auto& variant : report.variants)
        json["variants"].push_back ({ { "name", variant.name },
                                      { "seconds_per_sound", variant.evaluation.secondsPerSound },
                                      { "figures", variant.evaluation.figures } });

    return json;
}

void writeEvaluationPage (const std::filesystem::path& folder, const EvaluationReport& report)
{
    auto page = "# How good\n\n" + evaluationText (report);

    if (! report.variable.empty())
    {
        plotDistances (folder / "over.png", report);
        page += "\n![Distances](over.png)\n";
    }

    page += "\nIntervals: 95 % (Wilson). Generated, and held-out real sounds:\n\n"
            "![Generated](generated.png)\n\n![Real](real.png)\n";
    writeAtomically (folder / "evaluation.md", page);
    writeAtomically (folder / "evaluation.json",
                     toJson (report).dump (2, ' ', false, nlohmann::json::error_handler_t::replace) + '\n');
}
} // namespace stochastick
