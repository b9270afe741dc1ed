#pragma once

#include "Audio/MonoAudio.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace stochastick
{
/** What a run begins with. */
enum class StartKind
{
    noise,            ///< nothing but noise: a new sound
    variation,        ///< a sound with noise added up to a level, brought back from there
    encodedVariation, ///< a sound followed up the probability flow to a level and back; new with eta > 0 or other classes
    interpolation     ///< between two sounds, both followed up to pure noise
};

struct StartInfo
{
    StartKind kind;
    std::string key;  ///< on the command line and in recipes
    std::string name; ///< for people
    int sources;      ///< sounds that it needs
};

const std::vector<StartInfo>& allStarts();
const StartInfo& infoOf (StartKind kind);
StartKind startFromKey (std::string_view key); ///< throws UsageError with the nearest known key

/** A sound that another one is made from. It travels inside the recipe (FLAC, 24 bits), so that the recipe can be made
    again on any machine. */
struct SourceSound
{
    std::vector<float> samples;            ///< exact in 24 bits, without silence at the end
    int sampleRate = 44100;                ///< Hz; that of the model
    std::map<std::string, double> classes; ///< what it is; weights above 0

    bool operator== (const SourceSound&) const = default;
};

struct RecipeStart
{
    StartKind kind = StartKind::noise;
    double amount = 0.5; ///< 0…1: 0 is the (first) source, 1 a new sound (the second source)
    std::vector<SourceSound> sources {};
    double fresh = 0.0; ///< 0…1, of an interpolation: how far the state between is turned towards new noise

    bool operator== (const RecipeStart&) const = default;
};

/** What a new sound shares with others: noise of a common seed. */
struct Family
{
    std::uint64_t seed = 0;
    double amount = 0.0; ///< 0…1: 0 nothing, 1 all of its starting noise

    bool operator== (const Family&) const = default;
};

/** The noise-to-signal ratio up to which a variation goes. Equal steps of the amount are about equally far apart to the ear
    (measured: docs/controls.md). @param amount  0…1: from the smallest ratio to the largest */
double ratioOfAmount (double amount, double smallest, double largest);

/** The other way. */
double amountOfRatio (double ratio, double smallest, double largest);

/** How what is made anew is fitted to what is kept. */
enum class FillMethod
{
    replacement,   ///< the kept part is put in after every move
    reconstruction ///< every estimate is led to where the kept part would come out; about three times slower
};

struct FillInfo
{
    FillMethod method;
    std::string key;  ///< on the command line and in recipes
    std::string name; ///< for people
};

const std::vector<FillInfo>& allFillMethods();
const std::string& keyOf (FillMethod method);
FillMethod fillMethodFromKey (std::string_view key); ///< throws UsageError with the nearest known key

/** A part of the first source that is made anew; all else stays to the bit. */
struct Region
{
    double from = 0.0, to = 0.0; ///< seconds; `to` may lie beyond the end, which extends the sound
    double fade = 0.005;         ///< seconds of cross-fade inside the region at each end, 0…0.5

    bool operator== (const Region&) const = default;
};

/** As recipes carry it: what 24 bits hold, without silence at the end. Throws Error when that leaves nothing.
    @param name  of the sound, as a sentence begins */
SourceSound sourceOf (MonoAudio audio, const std::string& name);

/** Any sound as a source at the model's rate.
    @param fromOnset  whether silence before the onset is cut and the peak brought to −1 dBFS, as for training; otherwise
                      every sample stays where and as it is
    @param name       as of sourceOf(), which throws likewise */
SourceSound asSource (MonoAudio audio, int sampleRate, bool fromOnset, const std::string& name);
} // namespace stochastick
