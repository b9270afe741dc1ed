#include "Plugin/AllocationTrap.h"

#include <catch2/catch.hpp>
#include <juce_core/juce_core.h>

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <new>
#include <string>
#include <thread>
#include <vector>

namespace
{
struct alignas (64) Wide
{
    char bytes[64] {};
};

// Called through pointers that the compiler cannot see through: it may leave out a new that is deleted at once.
void* (*volatile takeMemory) (std::size_t) = [] (std::size_t size) { return ::operator new (size); };
void (*volatile giveMemoryBack) (void*) = [] (void* pointer) { ::operator delete (pointer); };
void* (*volatile takeAsInC) (std::size_t) = std::malloc;
void* (*volatile takeClearedAsInC) (std::size_t, std::size_t) = std::calloc;
void* (*volatile takeAlignedAsInC) (std::size_t, std::size_t) = std::aligned_alloc;
void* (*volatile resizeAsInC) (void*, std::size_t) = std::realloc;
void (*volatile giveBackAsInC) (void*) = std::free;
int* volatile seen = nullptr; // likewise
} // namespace

TEST_CASE ("the trap sees memory taken and given back")
{
    test::AllocationTrap trap;
    auto* memory = takeMemory (100);
    giveMemoryBack (memory);
    trap.stop();

    CHECK (trap.allocations() == 1);
    CHECK (trap.deallocations() == 1);
}

TEST_CASE ("the trap sees what the standard library allocates")
{
    test::AllocationTrap trap;
    std::vector<int> numbers;
    numbers.resize (1000);
    const auto shared = std::make_shared<std::string> (100u, 'x');
    trap.stop();

    CHECK (trap.allocations() >= 3);
    CHECK (numbers.size() + shared->size() == 1100);
}

TEST_CASE ("the trap sees the functions of C, and so what JUCE's arrays take")
{
    const auto counted = [] (long count) { return test::AllocationTrap::seesMalloc() ? count : 0; };
    test::AllocationTrap trap;
    auto* resized = resizeAsInC (takeAsInC (100), 200);
    auto* cleared = takeClearedAsInC (10, 10);
    auto* aligned = takeAlignedAsInC (64, 640);

    for (auto* memory : { resized, cleared, aligned })
        giveBackAsInC (memory);

    giveBackAsInC (nullptr);
    trap.stop();
    CHECK (trap.allocations() == counted (4));
    CHECK (trap.deallocations() == counted (4));
    CHECK (reinterpret_cast<std::uintptr_t> (aligned) % 64 == 0);

    test::AllocationTrap ofJuce;
    {
        juce::Array<int> numbers;
        numbers.add (1);
        seen = numbers.begin();
    }
    ofJuce.stop();
    CHECK (ofJuce.allocations() == counted (1));
    CHECK (ofJuce.deallocations() == counted (1));
}

TEST_CASE ("the trap sees a mutex locked and nothing when it is not")
{
    std::mutex mutex;
    test::AllocationTrap trap;
    {
        const std::lock_guard lock (mutex);
    }
    trap.stop();
    CHECK (trap.locks() == (test::AllocationTrap::seesLocks() ? 1 : 0));

    test::AllocationTrap another;
    another.stop();
    CHECK (another.locks() == 0);
}

TEST_CASE ("the trap sees neither other threads nor other times")
{
    std::mutex mutex;
    std::vector<int> before (100);
    test::AllocationTrap trap;
    trap.stop();
    std::vector<int> after (100);
    CHECK (trap.allocations() == 0);

    std::thread other;
    {
        std::atomic<bool> go { false };
        other = std::thread ([&] {
            while (! go)
                std::this_thread::yield();

            const std::lock_guard lock (mutex);
            giveMemoryBack (takeMemory (100));
            go = false;
        });
        test::AllocationTrap whileOtherAllocates;
        go = true;

        while (go)
            std::this_thread::yield();

        whileOtherAllocates.stop();
        CHECK (whileOtherAllocates.allocations() == 0);
        CHECK (whileOtherAllocates.deallocations() == 0);
        CHECK (whileOtherAllocates.locks() == 0);
    }
    other.join();
}

TEST_CASE ("memory of operator new is aligned and fails as the standard wants")
{
    const auto wide = std::make_unique<Wide>();
    const auto many = std::make_unique<Wide[]> (3);
    volatile auto tooMuch = static_cast<std::size_t> (-1) - 100;

    CHECK (reinterpret_cast<std::uintptr_t> (wide.get()) % 64 == 0);
    CHECK (reinterpret_cast<std::uintptr_t> (many.get()) % 64 == 0);
    CHECK_THROWS_AS (takeMemory (tooMuch), std::bad_alloc);
    CHECK (::operator new (tooMuch, std::nothrow) == nullptr);
    CHECK (::operator new (tooMuch, std::align_val_t { 64 }, std::nothrow) == nullptr);
}
