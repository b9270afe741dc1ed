#include "Network/CrashImport.h"

#include "Network/NetworkFile.h"
#include "Support/Error.h"

#include <algorithm>

namespace stochastick
{
namespace fs = std::filesystem;

Model importCrash (const fs::path& checkpoint, CheckpointWeights weights, const ProcessSpec& trainedWith)
{
    requireCrashProcess (trainedWith);
    auto tensors = namedTensors (readPytorchCheckpoint (checkpoint), weights);
    auto model = Model::toBeFilled (ModelInfo::ofCrash (trainedWith));
    loadParameters (checkpoint, model.module(), std::move (tensors));
    return model;
}

CrashClassifier importCrashClassifier (const fs::path& checkpoint)
{
    auto tensors = namedTensors (readPytorchCheckpoint (checkpoint));
    CrashClassifier classifier;
    loadParameters (checkpoint, *classifier, std::move (tensors));
    return classifier;
}

void requireCrashProcess (const ProcessSpec& process)
{
    constexpr ProcessKind known[] { ProcessKind::vpCosine, ProcessKind::vpSigmoid, ProcessKind::subVpCosine,
                                    ProcessKind::generalisedSubVp };

    if (std::find (std::begin (known), std::end (known), process.kind) == std::end (known))
        throw UsageError (
            "CRASH's networks are trained with vp-cosine, vp-sigmoid, sub-vp-cosine or generalised-sub-vp, not "
            "with "
            + keyOf (process.kind) + '.');
}
} // namespace stochastick
