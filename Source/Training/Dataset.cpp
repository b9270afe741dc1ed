#include "Training/Dataset.h"

#include "Audio/Resampler.h"
#include "Audio/Shaping.h"
#include "Audio/SoundFile.h"
#include "Support/Error.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <regex>

namespace stochastick
{
namespace fs = std::filesystem;

namespace
{
struct Entry
{
    fs::path file; // relative to the folder
    std::string drumClass;
    bool heldOut = false;
};

/** FNV-1a: the same on every machine, unlike std::hash. */
std::uint64_t stableHash (const std::string& text)
{
    std::uint64_t hash = 0xcbf29ce484222325u;

    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char> (c)) * 0x100000001b3u;

    return hash;
}

std::vector<Entry> entriesOfIndex (const fs::path& index)
{
    std::ifstream stream (index);
    std::string line;
    std::getline (stream, line);

    if (line.rfind ("file,class", 0) != 0)
        throw Error ("\"" + index.string() + "\" must begin with the columns file,class.");

    std::vector<Entry> entries;

    while (std::getline (stream, line))
    {
        if (! line.empty() && line.back() == '\r')
            line.pop_back();

        const auto first = line.find (',');
        const auto second = line.find (',', first + 1);

        if (first != std::string::npos)
            entries.push_back ({ line.substr (0, first), line.substr (first + 1, second - first - 1) });
    }

    return entries;
}

bool isSoundFile (const fs::path& path)
{
    auto ending = path.extension().string();
    std::transform (ending.begin(), ending.end(), ending.begin(),
                    [] (unsigned char c) { return static_cast<char> (std::tolower (c)); });
    return ending == ".wav" || ending == ".aif" || ending == ".aiff" || ending == ".flac";
}

std::vector<Entry> entriesOfTree (const fs::path& folder)
{
    std::vector<Entry> entries;

    for (const auto& item : fs::recursive_directory_iterator (folder, fs::directory_options::skip_permission_denied))
        if (item.is_regular_file() && isSoundFile (item.path()))
            entries.push_back ({ fs::relative (item.path(), folder), item.path().parent_path().filename().string() });

    std::sort (entries.begin(), entries.end(), [] (const auto& a, const auto& b) { return a.file < b.file; });
    return entries;
}

using Rule = bool (*) (const std::string& stem);

bool fileIsHeldOut (const std::string& stem)
{
    return stableHash (stem) % 8 == 0;
}

/** Whether some, but not most, are held out. */
bool splits (const std::vector<Entry>& entries, Rule rule)
{
    const auto heldOut = std::count_if (entries.begin(), entries.end(),
                                        [rule] (const Entry& entry) { return rule (entry.file.stem().string()); });
    return heldOut > 0 && 2 * heldOut <= static_cast<std::ptrdiff_t> (entries.size());
}

/** Says of each on which side it is. Too few for any rule are all trained on, but that of eight or more the last one is held
    out. */
void split (std::vector<Entry>& entries)
{
    const Rule rule = splits (entries, isHeldOut) ? &isHeldOut : splits (entries, fileIsHeldOut) ? &fileIsHeldOut : nullptr;

    for (auto& entry : entries)
        entry.heldOut = rule != nullptr && rule (entry.file.stem().string());

    if (rule == nullptr && entries.size() >= 8)
        entries.back().heldOut = true;
}

bool isWanted (const Entry& entry, const DatasetRequest& request)
{
    switch (request.split)
    {
        case Split::training: return ! entry.heldOut && ! request.without.contains (entry.file.generic_string());
        case Split::heldOut: return entry.heldOut;
        case Split::all: break;
    }

    return true;
}

/** What is there of the classes and the side that are wanted. */
std::vector<Entry> entriesOf (const DatasetRequest& request)
{
    const auto index = request.folder / "index.csv";
    auto entries = fs::exists (index) ? entriesOfIndex (index) : entriesOfTree (request.folder);

    if (! request.onlyClass.empty())
        for (auto& entry : entries)
            entry.drumClass = request.onlyClass;

    std::erase_if (entries, [&] (const Entry& entry) {
        return std::find (request.classes.begin(), request.classes.end(), entry.drumClass) == request.classes.end();
    });
    split (entries);
    std::erase_if (entries, [&] (const Entry& entry) { return ! isWanted (entry, request); });
    return entries;
}
} // namespace

std::vector<float> readForModel (const fs::path& file, int sampleRate, int length)
{
    auto audio = resample (readSoundFile (file), sampleRate);

    trimOnset (audio, -40.0, 0.0005);
    fitLength (audio, static_cast<std::size_t> (length), 0.045);
    normalisePeak (audio, -1.0);
    return std::move (audio.samples);
}

std::string takeGroup (const std::string& stem)
{
    static const std::regex takeMarks ("[0-9]+|(^|[_-])(rr|vl|v|r)(?=[0-9_-]|$)", std::regex::icase);
    return std::regex_replace (stem, takeMarks, "");
}

bool isHeldOut (const std::string& stem)
{
    return stableHash (takeGroup (stem)) % 8 == 0;
}

Dataset loadDataset (const DatasetRequest& request)
{
    std::error_code ignored;

    if (! fs::is_directory (request.folder, ignored))
        throw Error ("There is no folder of sounds at \"" + request.folder.string() + "\".");

    Dataset dataset;

    for (const auto& entry : entriesOf (request))
    {
        request.cancel.throwIfCancelled();
        const auto known = std::find (request.classes.begin(), request.classes.end(), entry.drumClass);

        try
        {
            dataset.examples.push_back ({ readForModel (request.folder / entry.file, request.sampleRate, request.length),
                                          static_cast<int> (known - request.classes.begin()), entry.file.string(),
                                          entry.heldOut });
        }
        catch (const Error& error)
        {
            dataset.skipped.emplace_back (error.what());
        }
    }

    if (dataset.examples.empty())
        throw Error ("\"" + request.folder.string() + "\" holds no usable "
                     + (request.split == Split::heldOut ? "sounds that are held out: it needs eight or more."
                                                        : "sounds: name its folders for the classes (kick, snare, ...), "
                                                          "describe them in an index.csv with the columns file,class, or "
                                                          "say --class when all of them are of one."));

    return dataset;
}
} // namespace stochastick
