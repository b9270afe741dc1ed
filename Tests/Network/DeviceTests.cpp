#include "Network/Device.h"

#include "Support/Error.h"

#include <ATen/Parallel.h>
#include <catch2/catch.hpp>
#include <torch/cuda.h>

using namespace stochastick;

TEST_CASE ("an unknown device is wrong usage, and the nearest one is named")
{
    CHECK_THROWS_AS (chooseDevice ("coda"), UsageError);
    CHECK_THROWS_WITH (chooseDevice ("coda"), Catch::Contains ("\"coda\"") && Catch::Contains ("did you mean \"cuda\"?"));
    CHECK_THROWS_AS (chooseDevice (""), UsageError);
}

TEST_CASE ("the CPU is taken without a word")
{
    const auto choice = chooseDevice ("cpu");

    CHECK (choice.device.is_cpu());
    CHECK (choice.name == "CPU");
    CHECK (choice.notice.empty());
}

TEST_CASE ("where CUDA does not work, asking for it gives the CPU and the reason, and auto gives it silently")
{
    const auto asked = chooseDevice ("cuda"), automatic = chooseDevice ("auto");

    CHECK (automatic.notice.empty());
    CHECK (asked.device == automatic.device);

    if (torch::cuda::is_available())
        return;

    CHECK (asked.device.is_cpu());
    CHECK (asked.name == "CPU");
    CHECK_THAT (asked.notice, Catch::Contains ("Running on the CPU") && Catch::EndsWith ("."));
}

TEST_CASE ("a scoped thread count holds in its scope and is undone after it, also when scopes are nested")
{
    const auto before = at::get_num_threads();

    {
        const ScopedThreadCount one (1);
        CHECK (at::get_num_threads() == 1);

        {
            const ScopedThreadCount two (2);
            CHECK (at::get_num_threads() == 2);
        }

        CHECK (at::get_num_threads() == 1);
    }

    CHECK (at::get_num_threads() == before);
}

TEST_CASE ("a thread count of 0 takes between one and eight threads")
{
    const auto before = at::get_num_threads();

    {
        const ScopedThreadCount automatic (0);
        CHECK (at::get_num_threads() >= 1);
        CHECK (at::get_num_threads() <= 8);
    }

    CHECK (at::get_num_threads() == before);
}
