#pragma once

#include <string>

namespace stochastick
{
/** One line on standard error that is redrawn in place; silent when that is no terminal. */
class ProgressLine
{
public:
    ProgressLine();
    ~ProgressLine();

    /** @param done  0…1 */
    void show (double done, const std::string& text);

    /** A line of its own above the progress line; printed to a pipe as well. */
    void say (const std::string& text);

    ProgressLine (const ProgressLine&) = delete;
    ProgressLine& operator= (const ProgressLine&) = delete;

private:
    void clear();

    bool terminal;
    bool drawn = false;
};

/** "1:05" or "2:03:09". */
std::string durationText (double seconds);
} // namespace stochastick
