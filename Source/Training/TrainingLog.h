#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace stochastick
{
struct TrainingLogLine
{
    std::int64_t step;
    double seconds;
    std::int64_t sounds;
    double learningRate, loss, gradientNorm;
    int skipped;
    double heldOutLoss;
    std::vector<double> lossOfLevel; ///< from the least to the most noise
};

/** log.csv of a training run and the picture made from it, loss.png. */
class TrainingLog
{
public:
    explicit TrainingLog (std::filesystem::path folder);

    void start (int levels) const;
    void add (const TrainingLogLine& line) const;
    void plot() const;

private:
    std::filesystem::path folder;
};
} // namespace stochastick
