#include "Training/DrumVoices/Voices.h"

namespace stochastick::drums
{
void renderPercussion (Signal& out, SynthesisRandom& random)
{
    switch (random.pick ({ 4.5, 2.5, 1.3, 2.7 }))
    {
        case 0: renderHandDrum (out, random); break;
        case 1: renderStruckMetal (out, random); break;
        case 2: renderStruckWood (out, random); break;
        default: renderShaken (out, random); break;
    }
}
} // namespace stochastick::drums
