#include "Session/PadFiles.h"

#include "Engine/Kit.h"
#include "Engine/Layers.h"
#include "Engine/Sfz.h"
#include "Support/AtomicFile.h"
#include "Support/Error.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <unistd.h>

namespace stochastick
{
namespace fs = std::filesystem;

namespace
{
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

/** Writes what a pad plays. @return when which file is played; the keys are still to be filled in */
std::vector<SfzRegion> writeSounds (const Pad& pad, const std::string& name, const fs::path& folder, int sampleRate)
{
    if (pad.layers.empty())
    {
        exportSound (folder / (name + ".wav"), *pad.sound(), SoundFormat::wav24, sampleRate);
        return { { name + ".wav" } };
    }

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
        exportSound (folder / region.file, *pad.layers[i], SoundFormat::wav24, sampleRate);
        regions.push_back (region);
    }

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

    move (from / "kit.sfz"); // last: it names all the others
}

/** FNV-1a, so that a changed sound gets another name while a DAW may still play the old file. */
std::uint64_t fingerprint (const std::string& bytes)
{
    std::uint64_t hash = 14695981039346656037u;

    for (const auto byte : bytes)
        hash = (hash ^ static_cast<unsigned char> (byte)) * 1099511628211u;

    return hash;
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
        if (pads[i].sound() == nullptr)
            continue;

        const auto name = twoDigits (static_cast<int> (i) + 1) + '-' + fileNameOf (pads[i].name);

        for (auto region : writeSounds (pads[i], name, scratch.path, sampleRate))
        {
            region.key = i < known.size() ? known[i].note : -1;
            region.chokeGroup = i < known.size() ? known[i].chokeGroup : 0;

            if (region.key >= 0)
                regions.push_back (region);
        }
    }

    writeAtomically (scratch.path / "kit.sfz", sfzText ("A kit by Stochastick", regions));
    moveAll (scratch.path, folder);
}

fs::path writeDraggable (const Pad& pad, int sampleRate)
{
    const auto folder = fs::temp_directory_path() / ("stochastick-" + std::to_string (::getuid()));
    createFolder (folder);

    if (pad.sound() == nullptr)
        throw UsageError ("The pad \"" + pad.name + "\" is empty: there is nothing to drag.");

    const auto& samples = pad.sound()->audio.samples;
    std::string content (reinterpret_cast<const char*> (samples.data()), samples.size() * sizeof (float));
    content += std::to_string (sampleRate) + toJson (pad.sound()->recipe);
    char mark[32];
    std::snprintf (mark, sizeof mark, "-%08x", static_cast<unsigned> (fingerprint (content)));
    const auto file = folder / (fileNameOf (pad.name) + mark + ".wav");
    writePad (pad, file, sampleRate);
    return file;
}
} // namespace stochastick
