#include "Session/PadFiles.h"

#include "Engine/Kit.h"
#include "Engine/Layers.h"
#include "Engine/Sfz.h"
#include "Support/AtomicFile.h"
#include "Support/Error.h"
#include "Support/UserFolder.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <unistd.h>

namespace stochastick
{
namespace fs = std::filesystem;

namespace
{
constexpr auto mapName = "kit.sfz";

/** A new folder inside another, with all that is in it gone in the end. */
class ScratchFolder
{
public:
    explicit ScratchFolder (const fs::path& parent)
        : parentIsNew (isMissing (parent)),
          path (parent / (".part" + std::to_string (::getpid())))
    {
        createFolder (path);
    }

    ~ScratchFolder()
    {
        std::error_code ignored;
        fs::remove_all (path, ignored);

        if (parentIsNew)
            fs::remove (path.parent_path(), ignored); // unless it holds something by now
    }

    ScratchFolder (const ScratchFolder&) = delete;
    ScratchFolder& operator= (const ScratchFolder&) = delete;

private:
    static bool isMissing (const fs::path& folder)
    {
        std::error_code ignored;
        return ! fs::exists (folder, ignored);
    }

    const bool parentIsNew;

public:
    const fs::path path;
};

std::vector<PadKey> generalMidiKeys()
{
    std::vector<PadKey> keys;

    for (const auto& pad : generalMidiKit())
        keys.push_back ({ pad.midiNote, pad.chokeGroup });

    return keys;
}

std::string twoDigits (int number)
{
    char text[16];
    std::snprintf (text, sizeof text, "%02d", number);
    return text;
}

/** The files of what a pad plays and when each is played; the keys are still to be filled in. None for an empty pad. */
std::vector<SfzRegion> regionsOf (const Pads& pads, std::size_t index)
{
    const auto& pad = pads[index];
    const auto name = twoDigits (static_cast<int> (index) + 1) + '-' + fileNameOf (pad.name);

    if (pad.sound() == nullptr)
        return {};

    if (pad.layers.empty())
        return { { name + ".wav" } };

    LayerPlan plan;
    plan.layers = pad.layerCount();
    plan.roundRobins = pad.roundRobins;
    std::vector<SfzRegion> regions;

    for (std::size_t i = 0; i < pad.layers.size(); ++i)
    {
        const auto layer = static_cast<int> (i) / plan.roundRobins;
        SfzRegion region { layerName (name, plan, i) + ".wav" };
        region.lowestVelocity = highestVelocity (plan, layer - 1) + 1;
        region.highestVelocity = highestVelocity (plan, layer);
        region.roundRobin = static_cast<int> (i) % plan.roundRobins + 1;
        region.roundRobins = plan.roundRobins;
        regions.push_back (region);
    }

    return regions;
}

/** Writes what a pad plays. @return when which file is played */
std::vector<SfzRegion> writeSounds (const Pads& pads, std::size_t index, const fs::path& folder, int sampleRate)
{
    const auto& pad = pads[index];
    const auto regions = regionsOf (pads, index);

    for (std::size_t i = 0; i < regions.size(); ++i)
        exportSound (folder / regions[i].file, pad.layers.empty() ? *pad.sound() : *pad.layers[i], SoundFormat::wav24,
                     sampleRate);

    return regions;
}

void moveAll (const fs::path& from, const fs::path& to)
{
    const auto move = [&] (const fs::path& file) {
        std::error_code failure;
        fs::rename (file, to / file.filename(), failure);

        if (failure)
            throw Error ("Cannot write \"" + (to / file.filename()).string() + "\": " + failure.message() + '.');
    };

    std::vector<fs::path> sounds;

    for (const auto& entry : fs::directory_iterator (from))
        if (entry.path().extension() != ".sfz")
            sounds.push_back (entry.path());

    for (const auto& file : sounds)
        move (file);

    move (from / mapName); // last: it names all the others
}

/** FNV-1a, so that a changed sound gets another name while a DAW may still play the old file. */
std::uint64_t fingerprint (const std::string& bytes)
{
    std::uint64_t hash = 14695981039346656037u;

    for (const auto byte : bytes)
        hash = (hash ^ static_cast<unsigned char> (byte)) * 1099511628211u;

    return hash;
}

/** "kick-0123456789abcdef.wav" */
std::string nameByContent (const Pad& pad, int sampleRate)
{
    const auto& samples = pad.sound()->audio.samples;
    std::string content (reinterpret_cast<const char*> (samples.data()), samples.size() * sizeof (float));
    content += std::to_string (sampleRate) + toJson (pad.sound()->recipe);
    char mark[32];
    std::snprintf (mark, sizeof mark, "-%016llx", static_cast<unsigned long long> (fingerprint (content)));
    return fileNameOf (pad.name) + mark + ".wav";
}
} // namespace

std::string fileNameOf (const std::string& padName)
{
    std::string name;

    for (const auto character : padName)
    {
        const auto byte = static_cast<unsigned char> (character);
        const auto isPlain = byte >= 0x80 || std::isalnum (byte) != 0; // UTF-8 stays

        if (isPlain)
            name += static_cast<char> (std::tolower (byte));
        else if (! name.empty() && name.back() != '-')
            name += '-';
    }

    if (! name.empty() && name.back() == '-')
        name.pop_back();

    return name.empty() ? "pad" : name;
}

void writePad (const Pad& pad, const fs::path& file, int sampleRate)
{
    if (pad.sound() == nullptr)
        throw UsageError ("The pad \"" + pad.name + "\" is empty: there is nothing to export.");

    exportSound (file, *pad.sound(), SoundFormat::wav24, sampleRate);
}

void writeKit (const Pads& pads, const fs::path& folder, int sampleRate, const std::vector<PadKey>& keys)
{
    if (std::all_of (pads.begin(), pads.end(), [] (const Pad& pad) { return pad.sound() == nullptr; }))
        throw UsageError ("All pads are empty: there is nothing to export.");

    const auto known = keys.empty() ? generalMidiKeys() : keys;
    const ScratchFolder scratch (folder);
    std::vector<SfzRegion> regions;

    for (std::size_t i = 0; i < pads.size(); ++i)
    {
        for (auto region : writeSounds (pads, i, scratch.path, sampleRate))
        {
            region.key = i < known.size() ? known[i].note : -1;
            region.chokeGroup = i < known.size() ? known[i].chokeGroup : 0;

            if (region.key >= 0)
                regions.push_back (region);
        }
    }

    writeAtomically (scratch.path / mapName, sfzText ("A kit by Stochastick", regions));
    moveAll (scratch.path, folder);
}

bool kitWouldReplace (const Pads& pads, const fs::path& folder)
{
    std::vector<SfzRegion> files;

    for (std::size_t i = 0; i < pads.size(); ++i)
        for (const auto& region : regionsOf (pads, i))
            files.push_back (region);

    if (! files.empty())
        files.push_back ({ mapName });

    return std::any_of (files.begin(), files.end(), [&] (const SfzRegion& region) {
        std::error_code ignored;
        return fs::exists (folder / region.file, ignored);
    });
}

fs::path writeDraggable (const Pad& pad, int sampleRate)
{
    if (pad.sound() == nullptr)
        throw UsageError ("The pad \"" + pad.name + "\" is empty: there is nothing to drag.");

    const auto writtenIn = [&] (const fs::path& folder) {
        createFolder (folder);
        const auto file = folder / nameByContent (pad, sampleRate);
        std::error_code ignored;

        if (! fs::is_regular_file (file, ignored))
            writePad (pad, file, sampleRate);

        return file;
    };

    try
    {
        if (const auto own = userFolder(); ! own.empty())
            return writtenIn (own / "Dragged");
    }
    catch (const Error&) // a home that cannot be written to
    {
    }

    return writtenIn (fs::temp_directory_path() / ("stochastick-" + std::to_string (::getuid())));
}
} // namespace stochastick
