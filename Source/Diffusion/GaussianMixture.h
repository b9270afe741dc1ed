#pragma once

#include "Diffusion/Denoiser.h"

#include <utility>
#include <vector>

namespace stochastick
{
/** Exact for data whose samples are independent and N(mean, deviation²). Works on any dtype. Each element of the result
    depends on the same element of x alone, to the bit. */
Denoiser gaussianDenoiser (double mean, double deviation);

struct MixtureComponent
{
    double weight = 1.0;      ///< the weights of a mixture sum to 1
    std::vector<double> mean; ///< its length is the dimension d
    double deviation = 1.0;   ///< the same in all directions
};

/** Data whose consecutive d-tuples of samples are independent draws of a mixture of Gaussians. */
class GaussianMixture
{
public:
    explicit GaussianMixture (std::vector<MixtureComponent> parts)
        : components (std::move (parts))
    {
    }

    /** The exact posterior mean; the samples of x must be a multiple of d. */
    Denoiser denoiser() const;

    // One dimension only, for x/mean at the noise-to-signal ratio `ratio`:
    double distribution (double x, double ratio) const; ///< P(X ≤ x)
    double survival (double x, double ratio) const;     ///< P(X > x), exact in the upper tail
    double quantile (double probability, double ratio) const;

    /** The exact map of the probability flow: in one dimension it keeps the order of points, so it keeps P(X ≤ x). */
    double transported (double x, double fromRatio, double toRatio) const;

private:
    std::vector<MixtureComponent> components;
};

/** The data of Tests/Reference/mixture-*.csv: 0.3·N(−0.8, 0.1²) + 0.7·N(0.6, 0.1²). */
GaussianMixture referenceMixture();
} // namespace stochastick
