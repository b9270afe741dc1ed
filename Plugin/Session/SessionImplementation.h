#pragma once

#include "Session/JobBook.h"
#include "Session/PadBook.h"
#include "Session/ProjectCopy.h"

#include <algorithm>

namespace stochastick
{
/** What a session is made of, and how its parts hear of each other. Message thread. */
struct Session::Implementation
{
    explicit Implementation (std::shared_ptr<SharedEngine> engine)
        : jobs (std::move (engine))
    {
    }

    /** Listeners may add and remove listeners. */
    template <typename Call>
    void notify (const Call& call)
    {
        for (auto* listener : std::vector (listeners))
            if (std::find (listeners.begin(), listeners.end(), listener) != listeners.end())
                call (*listener);
    }

    void say (const std::string& sentence);
    void jobsChanged();
    void candidatesChanged();
    void padChanged (int pad);
    void padsChanged (const std::vector<int>& changed);
    void play (int pad); ///< tells the player, if what the pad plays has changed

    /** What goes wrong for the person's reasons is said. @return whether it went well */
    template <typename Work>
    bool attempt (const Work& work)
    {
        try
        {
            work();
            return true;
        }
        catch (const std::exception& error)
        {
            say (error.what());
            return false;
        }
    }

    /** One step back undoes it. */
    void change (int pad, const PadBook::Change& how);
    void put (int pad, Take take, std::optional<std::uint64_t> seed = {});

    /** In the place of unfinished ones of the same purpose and pad. Throws UsageError for a recipe that cannot be made. */
    void begin (Batch batch);
    void beginCandidates (Batch batch);
    void draft (int pad);

    bool takeEvents(); ///< @return whether there were any
    void take (const Arrival& arrival);
    void finishBatches();
    void finish (const Batch& batch);
    void finishKit (const Batch& batch);
    void finishLayers (const Batch& batch);
    void dropUnmadeCandidates();

    struct Playing
    {
        SoundPointer sound {};
        std::vector<SoundPointer> layers {};

        bool operator== (const Playing&) const = default;
    };

    PadBook pads {};
    ProjectCopy saved {};
    JobBook jobs;
    std::vector<Candidate> candidates {};
    std::vector<Listener*> listeners {};
    Player player {};
    std::array<Playing, sessionPads> playing {};
    std::array<bool, sessionPads> draftAgain {}; ///< asked for while one runs
    bool polling = false;
};
} // namespace stochastick
