#pragma once

#include "Support/CancelToken.h"

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace stochastick
{
/** One training sound: mono, at the model's rate and length, onset at the start, peak-normalised. */
struct Example
{
    std::vector<float> samples;
    int drumClass = 0;
    std::string file;     ///< relative to the folder; empty for procedural sounds
    bool heldOut = false; ///< its side of the split
};

/** Which side of the split a sound is on: fixed, the same for the same names. Takes of one drum (names of one source that
    differ only in digits, "rr" or "vl") are on the same side, so that a near-duplicate of a training sound is never held
    out; unless that leaves one side empty or most sounds held out, as in a folder of kick-01 … kick-99: then each file is
    taken for a drum of its own. */
enum class Split
{
    training,
    heldOut, ///< about one take group in eight
    all
};

/** The part of a file name that all takes of one drum share. */
std::string takeGroup (const std::string& stem);
bool isHeldOut (const std::string& stem); ///< by its take group

/** A sound as models are trained on it: mono, resampled, from its onset on, cut or padded to `length` with a fade, peak at
    −1 dBFS. Throws Error when the file cannot be used. */
std::vector<float> readForModel (const std::filesystem::path& file, int sampleRate, int length);

struct DatasetRequest
{
    std::filesystem::path
        folder; ///< a tree of sounds: class = name of the folder that holds the file, or `index.csv` (columns file, class)
    std::vector<std::string> classes;
    int sampleRate = 44100;
    int length = 32768;
    Split split = Split::training;
    CancelToken cancel;
    std::string onlyClass {};         ///< of all its sounds, whatever their folders are called; empty: as described above
    std::set<std::string> without {}; ///< files that are left out of training, relative to the folder; judging heeds no list
};

struct Dataset
{
    std::vector<Example> examples;
    std::vector<std::string> skipped; ///< one sentence for each file that was left out
};

/** Reads all sounds whose class is known. Throws Error when the folder is missing or holds none. */
Dataset loadDataset (const DatasetRequest& request);
} // namespace stochastick
