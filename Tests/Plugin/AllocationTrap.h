#pragma once

namespace test
{
/** Counts what the audio thread must not do, on the thread that made it and while it lives: memory taken or given back by
    operator new and delete, and locks of a mutex (these on Linux without ThreadSanitizer only: see seesLocks()).
    Other threads, and the same one at other times, pay for a test of a flag. Not to be nested. */
class AllocationTrap
{
public:
    AllocationTrap() noexcept;
    ~AllocationTrap() { stop(); }

    AllocationTrap (const AllocationTrap&) = delete;
    AllocationTrap& operator= (const AllocationTrap&) = delete;

    /** To be called before the first CHECK, which allocates. */
    void stop() noexcept;

    long allocations() const noexcept;
    long deallocations() const noexcept;
    long locks() const noexcept;

    static bool seesLocks() noexcept;
};
} // namespace test
