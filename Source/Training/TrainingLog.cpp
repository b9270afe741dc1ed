#include "Training/TrainingLog.h"

#include "Audio/Plot.h"
#include "Support/AtomicFile.h"
#include "Support/Error.h"

#include <fstream>
#include <sstream>

namespace stochastick
{
namespace
{
/** Up to the first field that is no number. */
std::vector<double> numbersIn (const std::string& line)
{
    std::stringstream fields (line);
    std::vector<double> values;
    char comma {};

    for (double value {}; fields >> value; fields >> comma)
        values.push_back (value);

    return values;
}
} // namespace

TrainingLog::TrainingLog (std::filesystem::path runFolder)
    : folder (std::move (runFolder))
{
}

void TrainingLog::start (int levels) const
{
    createFolder (folder);
    std::string header = "step,seconds,sounds,learning_rate,loss,gradient_norm,skipped,held_out_loss";

    for (int i = 0; i < levels; ++i)
        header += ",loss_level_" + std::to_string (i);

    writeAtomically (folder / "log.csv", header + '\n');
}

void TrainingLog::add (const TrainingLogLine& line) const
{
    std::ofstream stream (folder / "log.csv", std::ios::app);
    stream << line.step << ',' << line.seconds << ',' << line.sounds << ',' << line.learningRate << ',' << line.loss << ','
           << line.gradientNorm << ',' << line.skipped << ',' << line.heldOutLoss;

    for (const auto loss : line.lossOfLevel)
        stream << ',' << loss;

    stream << '\n';

    if (! stream.flush())
        throw Error ("Cannot add to \"" + (folder / "log.csv").string() + "\": the disk may be full.");
}

void TrainingLog::plot() const
{
    std::ifstream stream (folder / "log.csv");
    std::string line;
    std::getline (stream, line);
    std::vector<Curve> curves { { "all", {}, {} }, { "held out", {}, {} } };

    while (std::getline (stream, line))
    {
        constexpr std::size_t loss = 4, heldOut = 7, firstLevel = 8;
        const auto values = numbersIn (line);

        if (values.size() < firstLevel)
            continue; // cut off when the program was killed

        for (std::size_t i = curves.size(); i < values.size() - firstLevel + 2; ++i)
            curves.push_back ({ "level " + std::to_string (i - 2), {}, {} });

        const auto add = [&] (std::size_t curve, double value) {
            if (value > 0)
            {
                curves[curve].xs.push_back (values[1] / 60.0);
                curves[curve].ys.push_back (value);
            }
        };

        add (0, values[loss]);
        add (1, values[heldOut]);

        for (std::size_t i = firstLevel; i < values.size(); ++i)
            add (i - firstLevel + 2, values[i]);
    }

    if (curves.front().xs.size() > 1)
        plotCurves (folder / "loss.png", "Training loss by noise level (0: least noise)", "minutes", "loss", curves, true);
}
} // namespace stochastick
