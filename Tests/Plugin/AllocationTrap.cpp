#include "Plugin/AllocationTrap.h"

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <new>

#if defined(__SANITIZE_THREAD__)
    #define STOCHASTICK_THREAD_SANITIZER 1
#elif defined(__SANITIZE_ADDRESS__)
    #define STOCHASTICK_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
    #if __has_feature(thread_sanitizer)
        #define STOCHASTICK_THREAD_SANITIZER 1
    #elif __has_feature(address_sanitizer)
        #define STOCHASTICK_ADDRESS_SANITIZER 1
    #endif
#endif

#if defined(__linux__) && ! defined(STOCHASTICK_THREAD_SANITIZER)
    #define STOCHASTICK_SEES_LOCKS 1
    #include <atomic>
    #include <dlfcn.h>
    #include <pthread.h>
#endif

#if defined(__GLIBC__) && ! defined(STOCHASTICK_THREAD_SANITIZER) && ! defined(STOCHASTICK_ADDRESS_SANITIZER)
    #define STOCHASTICK_SEES_MALLOC 1
#endif

namespace
{
struct Counts
{
    bool counting = false;
    long allocations = 0, deallocations = 0, locks = 0;
};

constinit thread_local Counts counts;

void countAllocation() noexcept
{
    if (counts.counting)
        ++counts.allocations;
}

void countDeallocation (const void* pointer) noexcept
{
    if (counts.counting && pointer != nullptr)
        ++counts.deallocations;
}
} // namespace

#if STOCHASTICK_SEES_MALLOC
// The program's own come before glibc's, for libraries and operator new too, which allocate with them.
extern "C" {
void* __libc_malloc (std::size_t);
void* __libc_calloc (std::size_t, std::size_t);
void* __libc_realloc (void*, std::size_t);
void* __libc_memalign (std::size_t, std::size_t);
void __libc_free (void*);

void* malloc (std::size_t size) noexcept
{
    countAllocation();
    return __libc_malloc (size);
}

void* calloc (std::size_t count, std::size_t size) noexcept
{
    countAllocation();
    return __libc_calloc (count, size);
}

void* realloc (void* pointer, std::size_t size) noexcept
{
    countAllocation();
    countDeallocation (pointer);
    return __libc_realloc (pointer, size);
}

void* memalign (std::size_t alignment, std::size_t size) noexcept
{
    countAllocation();
    return __libc_memalign (alignment, size);
}

void* aligned_alloc (std::size_t alignment, std::size_t size) noexcept
{
    return memalign (alignment, size);
}

int posix_memalign (void** result, std::size_t alignment, std::size_t size) noexcept
{
    if (alignment % sizeof (void*) != 0 || (alignment & (alignment - 1)) != 0 || alignment == 0)
        return EINVAL;

    auto* memory = memalign (alignment, size);

    if (memory == nullptr)
        return ENOMEM;

    *result = memory;
    return 0;
}

void free (void* pointer) noexcept
{
    countDeallocation (pointer);
    __libc_free (pointer);
}
}
#else
namespace
{
void* memoryOrNull (std::size_t size, std::size_t alignment) noexcept
{
    const auto wanted = size == 0 ? 1 : size;

    if (wanted > PTRDIFF_MAX) // sanitizers end the program, and rounding up below would begin at 0 again
        return nullptr;

    if (alignment <= __STDCPP_DEFAULT_NEW_ALIGNMENT__)
        return std::malloc (wanted);

    return std::aligned_alloc (alignment, (wanted + alignment - 1) / alignment * alignment);
}

void* memory (std::size_t size, std::size_t alignment = 1)
{
    countAllocation();

    for (;;)
    {
        if (auto* result = memoryOrNull (size, alignment))
            return result;

        if (const auto handler = std::get_new_handler())
            handler();
        else
            throw std::bad_alloc();
    }
}

void* memoryNoThrow (std::size_t size, std::size_t alignment = 1) noexcept
{
    try
    {
        return memory (size, alignment);
    }
    catch (const std::bad_alloc&)
    {
        return nullptr;
    }
}

void giveBack (void* pointer) noexcept
{
    countDeallocation (pointer);
    std::free (pointer);
}

std::size_t number (std::align_val_t alignment) noexcept
{
    return static_cast<std::size_t> (alignment);
}
} // namespace

// All forms of [new.delete]: a library that was compiled elsewhere may use any of them.
// clang-format off
void* operator new (std::size_t size) { return memory (size); }
void* operator new[] (std::size_t size) { return memory (size); }
void* operator new (std::size_t size, const std::nothrow_t&) noexcept { return memoryNoThrow (size); }
void* operator new[] (std::size_t size, const std::nothrow_t&) noexcept { return memoryNoThrow (size); }
void* operator new (std::size_t size, std::align_val_t alignment) { return memory (size, number (alignment)); }
void* operator new[] (std::size_t size, std::align_val_t alignment) { return memory (size, number (alignment)); }
void* operator new (std::size_t size, std::align_val_t alignment, const std::nothrow_t&) noexcept { return memoryNoThrow (size, number (alignment)); }
void* operator new[] (std::size_t size, std::align_val_t alignment, const std::nothrow_t&) noexcept { return memoryNoThrow (size, number (alignment)); }

void operator delete (void* pointer) noexcept { giveBack (pointer); }
void operator delete[] (void* pointer) noexcept { giveBack (pointer); }
void operator delete (void* pointer, std::size_t) noexcept { giveBack (pointer); }
void operator delete[] (void* pointer, std::size_t) noexcept { giveBack (pointer); }
void operator delete (void* pointer, const std::nothrow_t&) noexcept { giveBack (pointer); }
void operator delete[] (void* pointer, const std::nothrow_t&) noexcept { giveBack (pointer); }
void operator delete (void* pointer, std::align_val_t) noexcept { giveBack (pointer); }
void operator delete[] (void* pointer, std::align_val_t) noexcept { giveBack (pointer); }
void operator delete (void* pointer, std::size_t, std::align_val_t) noexcept { giveBack (pointer); }
void operator delete[] (void* pointer, std::size_t, std::align_val_t) noexcept { giveBack (pointer); }
void operator delete (void* pointer, std::align_val_t, const std::nothrow_t&) noexcept { giveBack (pointer); }
void operator delete[] (void* pointer, std::align_val_t, const std::nothrow_t&) noexcept { giveBack (pointer); }
// clang-format on
#endif

#if STOCHASTICK_SEES_LOCKS
namespace
{
using LockFunction = int (*) (pthread_mutex_t*);

// No guarded static: the first lock comes before main(), from within the runtime.
constinit std::atomic<LockFunction> realLock { nullptr };

LockFunction findRealLock() noexcept
{
    auto found = realLock.load (std::memory_order_relaxed);

    if (found == nullptr)
    {
        found = reinterpret_cast<LockFunction> (dlsym (RTLD_NEXT, "pthread_mutex_lock"));
        realLock.store (found, std::memory_order_relaxed);
    }

    return found;
}
} // namespace

extern "C" int pthread_mutex_lock (pthread_mutex_t* mutex) noexcept
{
    if (counts.counting)
        ++counts.locks;

    return findRealLock() (mutex);
}
#endif

namespace test
{
AllocationTrap::AllocationTrap() noexcept
{
    counts = {};
    counts.counting = true;
}

void AllocationTrap::stop() noexcept
{
    counts.counting = false;
}

long AllocationTrap::allocations() const noexcept
{
    return counts.allocations;
}

long AllocationTrap::deallocations() const noexcept
{
    return counts.deallocations;
}

long AllocationTrap::locks() const noexcept
{
    return counts.locks;
}

bool AllocationTrap::seesMalloc() noexcept
{
#if STOCHASTICK_SEES_MALLOC
    return true;
#else
    return false;
#endif
}

bool AllocationTrap::seesLocks() noexcept
{
#if STOCHASTICK_SEES_LOCKS
    return true;
#else
    return false;
#endif
}
} // namespace test
