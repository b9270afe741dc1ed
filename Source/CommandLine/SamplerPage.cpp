#include "CommandLine/SamplerPage.h"

#include "Audio/Plot.h"
#include "Support/AtomicFile.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <sstream>
#include <tuple>

namespace stochastick
{
namespace
{
using Figure = double SamplerStudyRow::*;
using Rows = std::vector<SamplerStudyRow>;

/** Two digits; an ungainly 3.4e-05 below a thousandth is what a table of errors needs. */
std::string shortText (double value)
{
    if (! std::isfinite (value))
        return "";

    char text[32];
    std::snprintf (text, sizeof text, value != 0.0 && std::abs (value) < 1e-3 ? "%.1e" : "%.2g", value);
    return text;
}

std::string wholeText (double value)
{
    return std::to_string (std::lround (value));
}

std::string percent (double share)
{
    return std::isfinite (share) ? shortText (100.0 * share) : "";
}

std::vector<int> stepsIn (const Rows& rows)
{
    std::set<int> steps;

    for (const auto& row : rows)
        if (row.steps > 0)
            steps.insert (row.steps);

    return { steps.begin(), steps.end() };
}

/** One line for each sampler (and spacing), one column for each number of steps. */
void writeByStep (std::ostream& page, const Rows& rows, Figure figure, std::string (*text) (double), bool bySpacing)
{
    const auto steps = stepsIn (rows);
    page << (bySpacing ? "| sampler | levels |" : "| sampler |");

    for (const auto step : steps)
        page << ' ' << step << " |";

    page << (bySpacing ? "\n|---|---|" : "\n|---|");

    for (std::size_t i = 0; i < steps.size(); ++i)
        page << "---:|";

    std::vector<std::pair<std::string, std::string>> order;
    std::map<std::pair<std::string, std::string>, std::map<int, std::string>> cells;

    for (const auto& row : rows)
        if (row.steps > 0 && std::isfinite (row.*figure))
        {
            const std::pair key { row.sampler, row.levels };

            if (cells.find (key) == cells.end())
                order.push_back (key);

            cells[key][row.steps] = text (row.*figure);
        }

    for (const auto& key : order)
    {
        page << "\n| `" << key.first << "` |" << (bySpacing ? " `" + key.second + "` |" : "");

        for (const auto step : steps)
            page << ' ' << cells[key][step] << " |";
    }

    page << "\n\n";
}

void writeAdaptive (std::ostream& page, const Rows& rows)
{
    page << "| sampler | tolerance | network calls | ms | flow error | W1 | distance on the model, % "
            "|\n|---|---:|---:|---:|---:|---:|---:|\n";

    for (const auto& row : rows)
        if (row.steps == 0)
            page << "| `" << row.sampler << "` | " << shortText (row.tolerance) << " | " << wholeText (row.calls) << " | "
                 << wholeText (row.milliseconds) << " | " << shortText (row.flowError) << " | "
                 << shortText (row.wasserstein) << " | " << percent (row.modelError) << " |\n";

    page << '\n';
}

/** What the default was chosen by: everything that took no more time than the default, nearest as heard first. */
void writeBest (std::ostream& page, const SamplerStudy& study)
{
    auto rows = study.samplers;
    rows.insert (rows.end(), study.spacings.begin(), study.spacings.end());
    std::erase_if (rows, [] (const auto& row) { return ! std::isfinite (row.modelError) || row.calls > 16.5; });
    std::sort (rows.begin(), rows.end(), [] (const auto& a, const auto& b) { return a.heardError < b.heardError; });
    rows.erase (std::unique (rows.begin(), rows.end(),
                             [] (const auto& a, const auto& b) {
                                 return std::tie (a.sampler, a.levels, a.steps) == std::tie (b.sampler, b.levels, b.steps);
                             }),
                rows.end()); // the default levels are in both lists
    page << "| sampler | levels | steps | network calls | as heard, dB | distance, % |\n|---|---|---:|---:|---:|---:|\n";

    for (std::size_t i = 0; i < std::min<std::size_t> (rows.size(), 10); ++i)
        page << "| `" << rows[i].sampler << "` | `" << rows[i].levels << "` | " << rows[i].steps << " | "
             << wholeText (rows[i].calls) << " | " << shortText (rows[i].heardError) << " | " << percent (rows[i].modelError)
             << " |\n";

    page << '\n';
}

void writeCosts (std::ostream& page, const Rows& rows)
{
    const auto steps = stepsIn (rows);
    const auto usualSteps = steps.empty() ? 0 : *std::min_element (steps.begin(), steps.end(), [] (int a, int b) {
        return std::abs (a - Recipe {}.steps) < std::abs (b - Recipe {}.steps);
    });
    page << "| sampler | kind | order | calls/step | ms at " << usualSteps << " steps |\n|---|---|---:|---:|---:|\n";

    for (const auto& row : rows)
    {
        const auto& info = infoOf (samplerFromKey (row.sampler));

        if (row.steps == usualSteps)
            page << "| `" << info.key << "` | " << info.nature() << " | "
                 << (info.order > 0 ? std::to_string (info.order) : "") << " | " << info.callsPerMove
                 << (info.extraCalls > 0 ? " (+1 in all)" : "") << " | " << wholeText (row.milliseconds) << " |\n";
    }

    page << '\n';
}

std::string markdown (const SamplerStudy& study, const SamplerStudyRequest& request)
{
    std::ostringstream page;
    const Recipe usual;

    page << "# Samplers, measured\n\n"
            "Made by `stochastick samplers --table`; do not edit. Everything runs on the levels `"
         << keyOf (studiedSpacing) << "` of the process `" << keyOf (usual.process.kind)
         << "` where nothing else is said.\n\n"
            "## Cost\n\nOn the model `"
         << study.model << "`, " << study.device << ", guidance " << shortText (request.guidance)
         << ". Order: of convergence, proved in Tests/Diffusion.\n\n";
    writeCosts (page, study.samplers);

    page << "## On the model: distance from the exact flow\n\n"
            "RMS distance between the sound of N steps and the sound of "
         << request.referenceSteps << " steps of `heun-edm` from the same noise, in % of the latter's RMS; mean of "
         << request.sounds << " sounds of as many classes. Stochastic samplers have no such flow.\n\n";
    writeByStep (page, study.samplers, &SamplerStudyRow::modelError, percent, false);
    page << "![distance on the model](samplers-model.png)\n\nAs heard: RMS difference of the log-mel energies, in dB. It "
            "asks for the "
            "quiet highs and tails, too, which are nothing in a share of the RMS:\n\n";
    writeByStep (page, study.samplers, &SamplerStudyRow::heardError, shortText, false);
    page << "The ten nearest as heard for at most 16 network calls, over all levels measured:\n\n";
    writeBest (page, study);
    page << "By levels, as heard, in dB:\n\n";
    writeByStep (page, study.spacings, &SamplerStudyRow::heardError, shortText, true);
    page << "By levels, in % of the RMS:\n\n";
    writeByStep (page, study.spacings, &SamplerStudyRow::modelError, percent, true);
    page << "Encoded to noise and decoded again with `" << study.roundTripSampler
         << "`, 50 `log-uniform` levels each way: " << percent (study.roundTrip) << " % away.\n\n";

    page << "## Adaptive samplers\n\n";
    writeAdaptive (page, study.samplers);

    page << "## On a problem with a known answer\n\n"
            "Data 0.3·N(−0.8, 0.1²) + 0.7·N(0.6, 0.1²). RMS distance from the exact end of the probability flow, 16 "
            "starts:\n\n";
    writeByStep (page, study.samplers, &SamplerStudyRow::flowError, shortText, false);
    page << "Wasserstein-1 distance of " << request.draws << " draws from the distribution; that of as many exact draws is "
         << shortText (study.wassersteinOfExactDraws) << ":\n\n";
    writeByStep (page, study.samplers, &SamplerStudyRow::wasserstein, shortText, false);
    page << "![Wasserstein distance](samplers-analytic.png)\n";
    return page.str();
}

std::vector<Curve> curvesOf (const Rows& rows, Figure figure, bool stochasticToo)
{
    std::vector<Curve> curves;

    for (const auto& row : rows)
    {
        if (row.steps == 0 || (! stochasticToo && ! std::isfinite (row.*figure)))
            continue;

        if (curves.empty() || curves.back().name != row.sampler)
            curves.push_back ({ row.sampler, {}, {} });

        curves.back().xs.push_back (row.calls);
        curves.back().ys.push_back (row.*figure);
    }

    return curves;
}

nlohmann::json toJson (const Rows& rows)
{
    auto list = nlohmann::json::array();
    const auto number = [] (double value) { return std::isfinite (value) ? nlohmann::json (value) : nlohmann::json(); };

    for (const auto& row : rows)
        list.push_back ({ { "sampler", row.sampler },
                          { "levels", row.levels },
                          { "steps", row.steps },
                          { "tolerance", row.tolerance },
                          { "network_calls", row.calls },
                          { "flow_error", number (row.flowError) },
                          { "wasserstein", number (row.wasserstein) },
                          { "model_error", number (row.modelError) },
                          { "heard_error", number (row.heardError) },
                          { "milliseconds", row.milliseconds } });

    return list;
}
} // namespace

nlohmann::json toJson (const SamplerStudy& study)
{
    return { { "samplers", toJson (study.samplers) },
             { "spacings", toJson (study.spacings) },
             { "wasserstein_of_exact_draws", study.wassersteinOfExactDraws },
             { "round_trip", study.roundTrip },
             { "model", study.model },
             { "device", study.device } };
}

void writeSamplerPage (const std::filesystem::path& folder, const SamplerStudy& study, const SamplerStudyRequest& request)
{
    createFolder (folder);
    plotCurves (folder / "samplers-model.png", "Distance from the exact flow on the model", "network calls", "share of RMS",
                curvesOf (study.samplers, &SamplerStudyRow::modelError, false), true);
    plotCurves (folder / "samplers-analytic.png", "Draws on the analytic problem", "network calls", "Wasserstein-1 distance",
                curvesOf (study.samplers, &SamplerStudyRow::wasserstein, true), true);
    writeAtomically (folder / "samplers.md", markdown (study, request));
}
} // namespace stochastick
