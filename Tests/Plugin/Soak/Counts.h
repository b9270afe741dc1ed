#pragma once

#include <array>
#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace soak
{
/** What a soak run is to have done before it ends. */
enum class Did
{
    blocks,
    notes,
    parameters,
    prepared,
    begun,
    finished,
    cancelled,
    keptEarly,
    undone,
    files,
    saved,
    restored,
    rejected,
    editors,
    closedInRuns,
    pictures
};

/** How often it was done, and what went wrong. Any thread. */
class Counts
{
public:
    void add (Did what) { ++numbers[static_cast<std::size_t> (what)]; }
    long of (Did what) const { return numbers[static_cast<std::size_t> (what)]; }

    void complain (const std::string& sentence);

    /** "1000 blocks, 20 notes…" */
    std::string line() const;

    /** Also of what was never done. Each sentence once, with how often it was said. */
    std::vector<std::string> complaints() const;

private:
    std::array<std::atomic<long>, static_cast<std::size_t> (Did::pictures) + 1> numbers {};
    mutable std::mutex mutex;
    std::map<std::string, int> sentences;
};
} // namespace soak
