#pragma once

#include "Diffusion/Samplers/SamplerTools.h"

#include <deque>

namespace stochastick
{
/** The Brownian motion of one run of an adaptive rule. A step that is taken back leaves its increment where it was, and a
    shorter step then takes its share of it (Brownian bridge): drawing afresh after a rejection would favour draws that
    are easy to integrate and so change the distribution (measured in one dimension: 0.42 of the mass of a mode of 0.3). */
class BrownianPath
{
public:
    /** The increment over the next `length` of the run's time, ~ N(0, length). */
    Tensor next (const SamplerContext& context, const Tensor& like, double length);

    /** Takes back the last increment, which becomes the nearest part of the way to come. */
    void takeBack (const Tensor& increment, double length) { ahead.push_front ({ increment, length }); }

private:
    struct Piece
    {
        Tensor increment;
        double length = 0.0;
    };

    Tensor fresh (const SamplerContext& context, const Tensor& like);

    /** The first `length` of the nearest known piece, which keeps the rest. */
    Tensor bridge (const SamplerContext& context, double length);

    std::deque<Piece> ahead; ///< known already, nearest first
    int draws = 0;
};
} // namespace stochastick
