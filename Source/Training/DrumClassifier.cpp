#include "Training/DrumClassifier.h"

#include "Training/Augmentation.h"
#include "Training/SoundEmbedding.h"

namespace stochastick
{
RowClassifier trainDrumClassifier (const std::vector<Example>& examples, int classes, int sampleRate, std::uint64_t seed,
                                   const CancelToken& cancel)
{
    constexpr int copies = 4;
    std::mt19937_64 random (seed);
    std::vector<torch::Tensor> rows;
    std::vector<std::int64_t> labels;

    for (const auto& example : examples)
        for (int copy = 0; copy < copies; ++copy)
        {
            cancel.throwIfCancelled();
            rows.push_back (
                embedSound ({ copy == 0 ? example.samples : augment (example.samples, {}, random), sampleRate }));
            labels.push_back (example.drumClass);
        }

    return { torch::stack (rows), torch::tensor (labels), classes, seed, cancel };
}
} // namespace stochastick
