#include "Support/CancelToken.h"

#include <catch2/catch.hpp>
#include <thread>

using namespace stochastick;

TEST_CASE ("a new token is not cancelled and lets work go on")
{
    const CancelToken token;

    CHECK_FALSE (token.isCancelled());
    CHECK_NOTHROW (token.throwIfCancelled());
}

TEST_CASE ("copies of a token share their flag, other tokens do not")
{
    CancelToken token;
    const CancelToken copy = token;
    const CancelToken other;
    token.cancel();

    CHECK (copy.isCancelled());
    CHECK_FALSE (other.isCancelled());
}

TEST_CASE ("a cancelled token throws Cancelled, which is an Error with a sentence")
{
    CancelToken token;
    token.cancel();
    token.cancel();

    CHECK_THROWS_AS (token.throwIfCancelled(), Cancelled);
    CHECK_THROWS_AS (token.throwIfCancelled(), Error);
    CHECK_THROWS_WITH (token.throwIfCancelled(), "Cancelled.");
}

TEST_CASE ("cancelling from another thread reaches the one that works")
{
    CancelToken token;
    std::thread asker ([copy = token]() mutable { copy.cancel(); });

    while (! token.isCancelled())
        std::this_thread::yield();

    asker.join();
    CHECK_THROWS_AS (token.throwIfCancelled(), Cancelled);
}

TEST_CASE ("a new token is not stopped, and one that is stopped is not cancelled and does not throw")
{
    CancelToken token;
    CHECK_FALSE (token.isStopped());

    token.stop();
    token.stop();
    CHECK (token.isStopped());
    CHECK_FALSE (token.isCancelled());
    CHECK_NOTHROW (token.throwIfCancelled());
}

TEST_CASE ("copies of a token are stopped together, other tokens are not")
{
    const CancelToken token;
    CancelToken copy = token;
    const CancelToken other;
    copy.stop();

    CHECK (token.isStopped());
    CHECK_FALSE (other.isStopped());
}

TEST_CASE ("what was stopped can be cancelled")
{
    CancelToken token;
    token.stop();
    token.cancel();

    CHECK (token.isCancelled());
    CHECK_FALSE (token.isStopped());
    CHECK_THROWS_AS (token.throwIfCancelled(), Cancelled);
}

TEST_CASE ("what was cancelled stays so when it is stopped")
{
    CancelToken token;
    token.cancel();
    token.stop();

    CHECK (token.isCancelled());
    CHECK_FALSE (token.isStopped());
    CHECK_THROWS_AS (token.throwIfCancelled(), Cancelled);
}

TEST_CASE ("of a stop and a cancellation that race, the cancellation wins")
{
    for (int i = 0; i < 200; ++i)
    {
        CancelToken token;
        std::thread stopper ([copy = token]() mutable { copy.stop(); });
        token.cancel();
        stopper.join();
        REQUIRE (token.isCancelled());
    }
}
