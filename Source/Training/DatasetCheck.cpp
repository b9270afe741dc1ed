#include "Training/DatasetCheck.h"

#include "Training/Artefacts.h"
#include "Training/DrumClassifier.h"
#include "Training/SoundEmbedding.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <torch/utils.h>

namespace stochastick
{
using torch::Tensor;

namespace
{
void findClipped (const std::vector<Example>& sounds, std::vector<DoubtfulSound>& found)
{
    constexpr int tolerated = 20; // a sine at full scale has some

    for (const auto& sound : sounds)
    {
        const auto peak = torch::tensor (sound.samples).abs().max().item<float>();

        if (const auto clipped = clippedSamples (sound.samples, 0.9995f * peak, 3); clipped > tolerated)
            found.push_back ({ sound, "clipped (" + std::to_string (clipped) + " samples)" });
    }
}

/** (sounds, samples), each of unit energy. */
Tensor beginningsOf (const std::vector<const Example*>& sounds)
{
    constexpr std::size_t samples = 8192;
    std::vector<Tensor> rows;

    for (const auto* sound : sounds)
    {
        const std::vector<float> beginning (sound->samples.begin(),
                                            sound->samples.begin()
                                                + static_cast<std::ptrdiff_t> (std::min (samples, sound->samples.size())));
        rows.push_back (torch::tensor (beginning));
    }

    const auto all = torch::stack (rows);
    return all / all.square().sum (1, true).sqrt().clamp_min (1e-9);
}

/** Held-out sounds that are trained on under another name. */
void findDoubles (const std::vector<Example>& sounds, std::vector<DoubtfulSound>& found)
{
    constexpr double same = 0.98; // correlation
    std::vector<const Example*> training, heldOut;

    for (const auto& sound : sounds)
        (sound.heldOut ? heldOut : training).push_back (&sound);

    if (training.empty() || heldOut.empty())
        return;

    const auto [likeness, nearest] =
        torch::matmul (beginningsOf (heldOut), beginningsOf (training).t()).abs().max (1); // polarity does not matter

    for (std::size_t i = 0; i < heldOut.size(); ++i)
    {
        const auto row = static_cast<std::int64_t> (i);

        if (likeness[row].item<double>() > same)
            found.push_back (
                { *heldOut[i], "held out, but trained on as "
                                   + training[static_cast<std::size_t> (nearest[row].item<std::int64_t>())]->file });
    }
}

/** Of each sound, 0 … parts − 1: takes of one drum are in one part, so that a class is spread over the parts as evenly as they
    allow; one whose files are merely numbered is spread file by file. */
std::vector<int> partsOf (const std::vector<Example>& sounds, int parts)
{
    std::map<int, std::map<std::string, int>> groupsOf; // of each class: number of a group, in the order of appearance
    const auto nameOf = [] (const Example& sound) { return takeGroup (std::filesystem::path (sound.file).stem().string()); };

    for (const auto& sound : sounds)
    {
        auto& groups = groupsOf[sound.drumClass];
        groups.try_emplace (nameOf (sound), static_cast<int> (groups.size()));
    }

    std::map<int, int> filesOf;
    std::vector<int> found;

    for (const auto& sound : sounds)
    {
        const auto& groups = groupsOf[sound.drumClass];
        const auto file = filesOf[sound.drumClass]++;
        found.push_back ((static_cast<int> (groups.size()) < parts ? file : groups.at (nameOf (sound))) % parts);
    }

    return found;
}

bool hasClass (const std::vector<Example>& sounds, int drumClass)
{
    return std::any_of (sounds.begin(), sounds.end(),
                        [drumClass] (const Example& sound) { return sound.drumClass == drumClass; });
}

/** Sounds that are named otherwise by classifiers that know neither them nor their takes. */
void findOtherwiseNamed (const DatasetRequest& request, const std::vector<Example>& sounds,
                         const std::function<void (double)>& report, std::vector<DoubtfulSound>& found)
{
    constexpr int parts = 5;
    constexpr double sure = 0.9, unlikely = 0.02;
    const auto partOf = partsOf (sounds, parts);

    for (int part = 0; part < parts; ++part)
    {
        report (static_cast<double> (part) / parts);
        std::vector<Example> others, judged;

        for (std::size_t i = 0; i < sounds.size(); ++i)
            (partOf[i] == part ? judged : others).push_back (sounds[i]);

        if (others.empty() || judged.empty())
            continue;

        auto classifier =
            trainDrumClassifier (others, static_cast<int> (request.classes.size()), request.sampleRate, 1, request.cancel);
        std::vector<MonoAudio> audio;

        for (const auto& sound : judged)
            audio.push_back ({ sound.samples, request.sampleRate });

        const auto probabilities = classifier.probabilities (embedSounds (audio));

        for (std::size_t i = 0; i < judged.size(); ++i)
        {
            const auto row = probabilities[static_cast<std::int64_t> (i)];
            const auto named = static_cast<std::size_t> (row.argmax().item<std::int64_t>());
            const auto certainty = row.max().item<double>();

            if (certainty > sure && hasClass (others, judged[i].drumClass)
                && row[judged[i].drumClass].item<double>() < unlikely)
                found.push_back ({ judged[i], "sounds like " + request.classes[named] + " ("
                                                  + std::to_string (std::lround (100.0 * certainty)) + " %)" });
        }
    }
}
} // namespace

DatasetDoubts checkDataset (const DatasetRequest& request,
                            const std::function<void (double done, const std::string& what)>& report)
{
    report (0.0, "reading");
    auto whole = request;
    whole.split = Split::all;
    auto all = loadDataset (whole);
    DatasetDoubts doubts { std::move (all.skipped), {}, all.examples.size() };

    report (0.2, "comparing");
    findClipped (all.examples, doubts.doubtful);
    findDoubles (all.examples, doubts.doubtful);
    findOtherwiseNamed (
        request, all.examples, [&report] (double done) { report (0.3 + 0.7 * done, "naming"); }, doubts.doubtful);
    return doubts;
}
} // namespace stochastick
