#include "Training/DrumJudge.h"

#include "Audio/Descriptors.h"
#include "Support/Error.h"
#include "Training/Artefacts.h"
#include "Training/DrumClassifier.h"
#include "Training/DrumSynthesis.h"

#include <algorithm>
#include <cmath>
#include <torch/utils.h>

namespace stochastick
{
using torch::Tensor;

namespace
{
constexpr int mostComponents = 24, folds = 5;
constexpr std::uint64_t seed = 1;

bool isFinite (const JudgedDrum& drum)
{
    const auto& samples = drum.audio.samples;
    return std::all_of (samples.begin(), samples.end(), [] (float x) { return std::isfinite (x); });
}

/** Without the sounds that are not finite, which are counted. */
DrumSet usableOf (const DrumSet& set, SetFigures& figures)
{
    auto usable = set;

    for (auto& sounds : usable)
        figures.notFinite +=
            static_cast<int> (std::erase_if (sounds, [] (const auto& audio) { return ! isFinite (audio); }));

    if (std::all_of (usable.begin(), usable.end(), [] (const auto& sounds) { return sounds.empty(); }))
        throw Error ("There is no sound to judge without NaN or infinity.");

    return usable;
}

/** (4): decay, brightness, loudness, attack, each on the scale on which equal steps sound alike. */
Tensor featuresOf (const MonoAudio& sound)
{
    const auto features = measure (sound);
    std::vector<double> row;

    for (const auto& descriptor : allDescriptors())
        row.push_back (onScale (descriptor, descriptor.of (features)));

    row.push_back (std::log (measureArtefacts (sound, 32).attackSeconds + 1e-3));
    return torch::tensor (row, torch::kFloat64);
}

Tensor rowsOfClass (const Tensor& labels, std::int64_t drumClass)
{
    return (labels == drumClass).nonzero().flatten();
}
} // namespace

DrumJudge::DrumJudge (const std::filesystem::path& data, const CancelToken& cancelToken, const Report& report,
                      const std::string& onlyClass)
    : cancel (cancelToken)
{
    report (0.0, "reading real sounds");
    const auto read = [&] (Split split) {
        return loadDataset ({ data, drumClasses(), sampleRate, length, split, cancel, onlyClass }).examples;
    };
    const auto training = read (Split::training), held = read (Split::heldOut);

    if (training.size() < 3 || held.size() < 2)
        throw Error ("Judging drums needs at least three real sounds to train on and two that are held out; there are "
                     + std::to_string (training.size()) + " and " + std::to_string (held.size()) + '.');

    trainingSounds = drumSetOf (training, sampleRate);
    heldOutSounds = drumSetOf (held, sampleRate);

    report (0.3, "training a classifier on real sounds");
    classifier.emplace (trainDrumClassifier (training, static_cast<int> (drumClasses().size()), sampleRate, seed, cancel));

    report (0.8, "describing real sounds");
    const auto components = std::min (mostComponents, static_cast<int> (training.size()) - 1);
    const auto trainingRows = describe (trainingSounds).rows;
    real = describe (heldOutSounds);
    space.emplace (trainingRows, components);
    embeddedSpace.emplace (classifier->embed (trainingRows), components);
    trainingPlaces = space->project (trainingRows);
    embeddedReal = embeddedSpace->project (classifier->embed (real.rows));
    realToTraining = nearestDistances (space->project (real.rows), trainingPlaces).median().item<double>();
}

DrumJudge::Described DrumJudge::describe (const DrumSet& set) const
{
    std::vector<Tensor> rows, features;
    std::vector<std::int64_t> labels;
    std::vector<double> weights;
    std::vector<int> foldOf;

    for (std::size_t c = 0; c < set.size(); ++c)
        for (const auto& [audio, group] : set[c])
        {
            cancel.throwIfCancelled();
            foldOf.push_back ((group >= 0 ? group : static_cast<int> (rows.size())) % folds);
            rows.push_back (embedSound (audio));
            features.push_back (featuresOf (audio));
            labels.push_back (static_cast<std::int64_t> (c));
            weights.push_back (static_cast<double> (heldOutSounds[c].size()) / static_cast<double> (set[c].size()));
        }

    return { torch::stack (rows), torch::tensor (labels), torch::tensor (weights, torch::kFloat64), foldOf,
             torch::stack (features) };
}

SetFigures DrumJudge::judge (const DrumSet& set, int frameSize)
{
    SetFigures figures;
    const auto usable = usableOf (set, figures);
    const auto described = describe (usable);
    const auto names = classifier->classify (described.rows);

    for (std::size_t c = 0; c < usable.size(); ++c)
    {
        const auto own = rowsOfClass (described.labels, static_cast<std::int64_t> (c));
        const auto right = (names.index_select (0, own) == static_cast<std::int64_t> (c)).sum().item<int>();
        figures.named.push_back ({ right, static_cast<int> (own.size (0)) });
    }

    compareRows (described, figures);
    compareFeatures (described, figures);
    measureAlone (usable, frameSize, figures);
    figures.toldApart = toldApart (described);
    return figures;
}

void DrumJudge::compareRows (const Described& set, SetFigures& figures)
{
    const WeightedSet places { space->project (set.rows), set.weights }, realPlaces { space->project (real.rows) };
    const WeightedSet embedded { embeddedSpace->project (classifier->embed (set.rows)), set.weights };

    figures.frechet = frechetDistance (places, realPlaces);
    figures.kernel = kernelDistance (places, realPlaces);
    figures.embeddedFrechet = frechetDistance (embedded, { embeddedReal });
    figures.embeddedKernel = kernelDistance (embedded, { embeddedReal });
    figures.nearestTraining =
        nearestDistances (places.rows, trainingPlaces).median().item<double>() / std::max (realToTraining, 1e-9);

    if (constexpr int neighbours = 3; places.rows.size (0) > neighbours && realPlaces.rows.size (0) > neighbours)
        figures.coverage = precisionAndRecall (places, realPlaces, neighbours);
}

void DrumJudge::compareFeatures (const Described& set, SetFigures& figures) const
{
    std::vector<double*> fields { &figures.decay, &figures.brightness, &figures.loudness, &figures.attack };
    const auto deviations = real.features.std (0, true).clamp_min (1e-6);

    for (std::size_t c = 0; c < heldOutSounds.size(); ++c)
    {
        const auto own = rowsOfClass (set.labels, static_cast<std::int64_t> (c));
        const auto theirs = rowsOfClass (real.labels, static_cast<std::int64_t> (c));

        if (own.size (0) == 0 || theirs.size (0) == 0)
            continue;

        const auto share = static_cast<double> (theirs.size (0)) / static_cast<double> (real.labels.size (0));

        for (std::size_t i = 0; i < fields.size(); ++i)
        {
            const auto column = static_cast<std::int64_t> (i);
            const auto of = [column] (const Described& described, const Tensor& rows) {
                return WeightedSet { described.features.index_select (0, rows).narrow (1, column, 1) };
            };
            *fields[i] += share * wassersteinDistance (of (set, own), of (real, theirs)) / deviations[column].item<double>();
        }
    }
}

/** As many of each class on both sides, so that not the mix of classes tells them apart. */
Counted DrumJudge::toldApart (const Described& set) const
{
    std::vector<Tensor> rows;
    std::vector<std::int64_t> labels, foldOf;

    for (std::size_t c = 0; c < heldOutSounds.size(); ++c)
    {
        const auto drumClass = static_cast<std::int64_t> (c);
        const auto own = rowsOfClass (set.labels, drumClass), theirs = rowsOfClass (real.labels, drumClass);
        const auto add = [&] (const Described& from, const Tensor& places, std::int64_t i, bool isReal) {
            const auto row = places[i * places.size (0) / std::min (own.size (0), theirs.size (0))].item<std::int64_t>();
            rows.push_back (from.rows[row]);
            labels.push_back (isReal ? 1 : 0);
            foldOf.push_back (from.folds[static_cast<std::size_t> (row)]);
        };

        for (std::int64_t i = 0; i < std::min (own.size (0), theirs.size (0)); ++i)
        {
            add (set, own, i, false);
            add (real, theirs, i, true);
        }
    }

    Counted told;

    if (rows.size() < 4 * folds)
        return told;

    const auto all = torch::stack (rows), truth = torch::tensor (labels), fold = torch::tensor (foldOf);

    for (int f = 0; f < folds; ++f)
    {
        const auto rest = (fold != f).nonzero().flatten(), judged = (fold == f).nonzero().flatten();

        if (rest.size (0) < 2 || judged.size (0) == 0)
            continue;

        RowClassifier fresh (all.index_select (0, rest), truth.index_select (0, rest), 2, seed, cancel);
        const auto named = fresh.classify (all.index_select (0, judged));
        told.right += (named == truth.index_select (0, judged)).sum().item<int>();
        told.all += static_cast<int> (judged.size (0));
    }

    return told;
}
} // namespace stochastick
