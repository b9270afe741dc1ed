#pragma once

namespace test
{
/** Counts what the audio thread must not do, on the thread that made it and while it lives: memory taken or given back, by C's
    functions as by operator new and delete (by these alone where seesMalloc() is false), and locks of a mutex (where
    seesLocks() is true). Other threads, and the same one at other times, pay for a test of a flag. Not to be nested. */
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

    static bool seesMalloc() noexcept; ///< with glibc and without sanitizers, which have functions of their own
    static bool seesLocks() noexcept;  ///< on Linux without ThreadSanitizer
};
} // namespace test
