#pragma once

#include "Engine/Locks.h"
#include "Instrument/PlayableSound.h"
#include "Session/Pad.h"
#include "Session/SharedEngine.h"

#include <filesystem>
#include <functional>

namespace stochastick
{
/** What a job is for. */
enum class Purpose
{
    generate,
    draft,
    vary,
    morph,
    redo,
    drumify,
    breed,
    kit,
    layers
};

/** A job that waits or runs, for the list of jobs. */
struct JobView
{
    JobId id = 0;
    Purpose purpose = Purpose::generate;
    int pad = -1;        ///< where the sound goes; −1: to the candidates
    int candidate = -1;  ///< its place among them
    std::string text {}; ///< "Snare: variation 2 of 8"
    bool running = false;
    EngineProgress progress {}; ///< the newest; its estimate the newest that there is
};

/** A sound to audition and to put on a pad: a child, an in-between. */
struct Candidate
{
    std::string label {};  ///< "30 %"
    SoundPointer sound {}; ///< null while it is made; those that are not made go when the last one has ended
    std::string take {};   ///< its label on a pad: "Towards Snare 30 %"
};

/** Where a pad lies in an exported kit. */
struct PadKey
{
    int note = -1;      ///< MIDI; −1: its file is written, but no key plays it
    int chokeGroup = 0; ///< 0: none
};

/** Everything that a project remembers but the parameters: 16 pads, their sounds, recipes and histories; and the jobs that
    change them. Message thread alone but for save(); nothing here waits for the network. Mistakes of the person (a file
    that is no sound, a recipe that cannot be made) do not throw: they are said through Listener::said(). Pads that there
    are not are left alone. Listeners and the player may call everything here but the destructor. */
class Session
{
public:
    static constexpr int pads = 16;

    class Listener
    {
    public:
        virtual ~Listener() = default;
        virtual void padChanged (int /*pad*/) {} ///< its name, recipe, history, sound or layers
        virtual void jobsChanged() {}            ///< one came, went or progressed
        virtual void candidatesChanged() {}
        virtual void said (const std::string& /*sentence*/) {} ///< an error or a notice for the status line
    };

    explicit Session (std::shared_ptr<SharedEngine> engine = SharedEngine::shared());
    ~Session();

    void addListener (Listener* listener);
    void removeListener (Listener* listener);

    /** Given every change of what a pad plays (null: nothing), before the listeners hear of it. Called at once for all pads
        when it is set. */
    using Player = std::function<void (int pad, std::shared_ptr<const PlayableSound>)>;
    void setPlayer (Player player);

    /** Takes in what the engine has done; call it 30 times a second while jobs are pending, seldom otherwise. */
    void poll();
    bool isBusy() const; ///< jobs wait or run

    // Pads
    const Pad& pad (int index) const; ///< 0…pads − 1
    void setName (int pad, const std::string& name);
    void setRecipe (int pad, const Recipe& recipe); ///< of the next Generate. Not an undo step
    void setSeedLocked (int pad, bool locked);
    void clear (int pad); ///< plays nothing; its history stays
    void copyPad (int from, int to);
    void swapPads (int one, int other);

    // Making sounds. Each returns at once; what comes of it reaches the listeners. A new request for a pad takes the
    // place of an unfinished one of the same purpose for it.
    void generate (int pad);

    /** The same with few steps and the seed of the pad's recipe, which is that of its last generated sound: while a knob is
        turned. Takes the place of the last draft. One that runs already comes to its end, so that turning is heard, and
        the next one follows it. */
    void draft (int pad);
    void vary (int pad, double amount, const std::vector<Lock>& locks);                ///< in place
    void children (int pad, double amount, const std::vector<Lock>& locks, int count); ///< to the candidates
    void morph (int first, int second, int between); ///< 1…16 in-betweens, to the candidates
    void breed (int first, int second, int count);   ///< to the candidates
    void redo (int pad, const std::vector<Region>& regions);

    /** A file towards the pad's classes; amount 0 loads it as it is. Of a longer one the first 3 seconds are used. */
    void drumify (int pad, const std::filesystem::path& file, double amount);
    void makeLayers (int pad, int layers, int roundRobins);
    void wholeKit (std::uint64_t seed, double family);

    void cancel (JobId id); ///< one layer's ends the layers; one pad's of a kit leaves that pad as it is
    void stop (JobId id);   ///< ends it with the sound as far as it is
    void cancelAll();       ///< a kit or layers that are not complete are given up
    const std::vector<JobView>& jobs() const;

    const std::vector<Candidate>& candidates() const;
    void keepCandidate (int candidate, int pad); ///< puts it on a pad
    void clearCandidates();

    // History
    void chooseTake (int pad, int take); ///< −1: nothing
    void setFavourite (int pad, int take, bool favourite);
    bool canUndo() const;
    bool canRedo() const;
    void undo();
    void redoStep();

    /** With the pad as it was when B was last stored; the first time B is stored, and nothing else changes. B is not saved. */
    void swapAB (int pad);
    bool hasB (int pad) const;

    // Files
    // Sample rates are in Hz, 0: the sound's own. What fails is said() and leaves nothing behind.

    /** WAV of 24 bits with its recipe inside. @return whether it was written */
    bool exportPad (int pad, const std::filesystem::path& file, int sampleRate);

    /** WAV files with the layers, and kit.sfz. @param keys  of the pads; empty: General MIDI's */
    bool exportKit (const std::filesystem::path& folder, int sampleRate, const std::vector<PadKey>& keys = {});
    bool exportWouldReplace (const std::filesystem::path& folder) const; ///< files of the kit's names are there

    /** A WAV in the user's data folder, which stays there: a DAW may play it from where it lies. The same sound is one file.
        Empty when that fails. */
    std::filesystem::path draggableFile (int pad, int sampleRate);

    /** JSON with the sounds inside as FLAC: of each pad's history what plays, the favourites and the 8 newest. Any thread, and
        without waiting for the message thread. Throws Error for a sound that cannot be stored. */
    std::string save() const;

    /** Replaces all pads, cancels all jobs, forgets candidates and steps back. Older versions are migrated.
        @return an empty text, or a sentence that says what is wrong; then nothing has changed. Does not throw */
    std::string restore (const std::string& text);

    SharedEngine& engine();

private:
    struct Implementation;
    std::unique_ptr<Implementation> implementation;
};
} // namespace stochastick
