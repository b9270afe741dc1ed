#pragma once

#include <stdexcept>
#include <string>

namespace stochastick
{
/** Something the person can mend: what() is one sentence that says what is wrong, where, and what to do.
    It is shown as it stands, without a stack trace; anything else that is thrown is a bug of ours. */
class Error : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/** Wrong usage (an unknown option value, a number out of range): the command line ends with exit code 2. */
class UsageError : public Error
{
public:
    using Error::Error;
};

/** Thrown out of a long operation once its CancelToken was set. Nothing half-made is left behind. */
class Cancelled : public Error
{
public:
    Cancelled()
        : Error ("Cancelled.")
    {
    }
};
} // namespace stochastick
