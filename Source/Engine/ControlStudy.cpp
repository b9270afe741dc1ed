#include "Engine/ControlStudy.h"

#include "Audio/Descriptors.h"
#include "Audio/MemoryFlac.h"
#include "Engine/Inheritance.h"
#include "Engine/InpaintingStudy.h"
#include "Engine/Kit.h"
#include "Network/ModelInfo.h"
#include "Training/Dataset.h"
#include "Training/DrumClassifier.h"
#include "Training/SoundEmbedding.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace stochastick
{
using torch::Tensor;

namespace
{
constexpr double decibelsPerNeper = 4.342944819; // of power
constexpr std::uint64_t firstSeed = 5000;

double distance (const MonoAudio& a, const MonoAudio& b)
{
    return decibelsPerNeper * (embedSound (a) - embedSound (b)).square().mean().sqrt().item<double>();
}

/** One measurement after the other on the same model. */
class Study
{
public:
    Study (Generator& generatorToUse, const ControlStudyRequest& requestToMeet)
        : generator (generatorToUse),
          request (requestToMeet),
          info (generator.modelInfo())
    {
        info.requireClasses ("A study of the controls");
    }

    std::vector<ControlStudy::Amount> amounts()
    {
        constexpr std::uint64_t sounds = 3;
        std::vector<ControlStudy::Amount> rows;

        for (const auto kind : { StartKind::variation, StartKind::encodedVariation })
            for (const auto amount : { 0.1, 0.3, 0.5, 0.7, 0.9 })
            {
                double sum = 0.0;

                for (const auto& drumClass : info.classes)
                    for (std::uint64_t i = 0; i < sounds; ++i)
                        sum += distanceOfVariation (kind, amount, drumClass, firstSeed + 2 * i);

                rows.push_back ({ infoOf (kind).key, amount, sum / static_cast<double> (sounds * info.classes.size()) });
            }

        return rows;
    }

    /** Between the sound of a seed and a variation of it. */
    double distanceOfVariation (StartKind kind, double amount, const std::string& drumClass, std::uint64_t seed)
    {
        auto recipe = recipeOf (drumClass, seed + 1);
        recipe.start = { kind, amount, { sourceOf (drumClass, seed) } };

        if (kind == StartKind::encodedVariation)
        {
            recipe.sampler = SamplerKind::ddim;
            recipe.controls.eta = 0.5; // without noise of its own it would come back
        }

        return distance (make (recipe).audio, make (recipeOf (drumClass, seed)).audio);
    }

    std::vector<ControlStudy::Between> between()
    {
        constexpr int pairs = 4;
        std::vector<ControlStudy::Between> rows;

        for (const auto place : { 0.0, 0.25, 0.5, 0.75, 1.0 })
        {
            ControlStudy::Between row { place, 0.0, 0.0 };

            for (std::uint64_t i = 0; i < pairs; ++i)
            {
                const auto& drumClass = info.classes[i];
                auto recipe = recipeOf (drumClass, firstSeed);
                encodeBothWays (recipe);
                recipe.start = { StartKind::interpolation,
                                 place,
                                 { sourceOf (drumClass, firstSeed), sourceOf (drumClass, firstSeed + 2) } };
                const auto middle = make (recipe).audio;
                row.toFirst += distance (middle, make (recipeOf (drumClass, firstSeed)).audio) / pairs;
                row.toSecond += distance (middle, make (recipeOf (drumClass, firstSeed + 2)).audio) / pairs;
            }

            rows.push_back (row);
        }

        return rows;
    }

    std::vector<ControlStudy::Obedience> obediences()
    {
        constexpr std::uint64_t sounds = 4;
        std::vector<ControlStudy::Obedience> rows;

        for (const auto& scale : info.descriptors)
        {
            const auto& descriptor = descriptorFromKey (scale.key);
            double slopes = 0.0;

            for (std::size_t c = 0; c < info.classes.size(); ++c)
            {
                const auto asked = [&] (double value) { // mean position of what comes
                    double sum = 0.0;

                    for (std::uint64_t i = 0; i < sounds; ++i)
                    {
                        auto recipe = recipeOf (info.classes[c], firstSeed + i);
                        recipe.descriptors[scale.key] = value;
                        sum += onScale (descriptor, descriptor.of (measure (make (recipe).audio)));
                    }

                    return sum / sounds;
                };
                const auto& range = scale.classes[c];
                slopes += (asked (range.high) - asked (range.low))
                          / (onScale (descriptor, range.high) - onScale (descriptor, range.low));
            }

            rows.push_back ({ scale.key, slopes / static_cast<double> (info.classes.size()) });
        }

        return rows;
    }

    std::vector<ControlStudy::Guided> guided()
    {
        const auto training =
            loadDataset ({ request.data, info.classes, info.sampleRate, info.length, Split::training, request.cancel });
        auto judge = trainDrumClassifier (training.examples, static_cast<int> (info.classes.size()), info.sampleRate, 1,
                                          request.cancel);
        std::vector<ControlStudy::Guided> rows;

        for (const auto& [how, recipe] : guidanceRecipes())
        {
            const auto start = std::chrono::steady_clock::now();
            ControlStudy::Guided row { how, 0, 0, 0.0 };

            for (std::size_t c = 0; c < info.classes.size(); ++c)
            {
                std::vector<MonoAudio> sounds;

                for (int i = 0; i < request.sounds; ++i)
                {
                    auto one = recipe;
                    one.classes = { { info.classes[c], 1.0 } };
                    one.seed = firstSeed + static_cast<std::uint64_t> (i);
                    sounds.push_back (make (one).audio);
                }

                row.right += (judge.classify (embedSounds (sounds)) == static_cast<std::int64_t> (c)).sum().item<int>();
                row.all += request.sounds;
            }

            const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
            row.secondsPerSound = elapsed.count() / row.all;
            rows.push_back (row);
        }

        return rows;
    }

    std::vector<ControlStudy::Kinship> kinships()
    {
        constexpr std::uint64_t kits = 6;
        std::vector<ControlStudy::Kinship> rows;

        for (const auto family : { 0.0, 0.5, 1.0 })
        {
            std::vector<Tensor> places; // (pads, descriptors) of each kit

            for (std::uint64_t kit = 0; kit < kits; ++kit)
            {
                Recipe base;
                base.seed = firstSeed + 100 * kit;
                std::vector<Tensor> pads;

                for (const auto& recipe : kitRecipes (base, family, info))
                    pads.push_back (placeOf (make (recipe), recipe.classes.begin()->first));

                places.push_back (torch::stack (pads));
            }

            const auto all = torch::stack (places);        // (kits, pads, descriptors)
            const auto centred = all - all.mean (0, true); // each pad against the same pad of other kits
            const auto common = centred.mean (1).square(); // (kits, descriptors)
            rows.push_back ({ family, (common.mean() / centred.square().mean()).item<double>() });
        }

        return rows;
    }

private:
    Sound make (const Recipe& recipe) { return generator.make (recipe, request.cancel, {}); }

    static Recipe recipeOf (const std::string& drumClass, std::uint64_t seed)
    {
        Recipe recipe;
        recipe.classes = { { drumClass, 1.0 } };
        recipe.seed = seed;
        return recipe;
    }

    SourceSound sourceOf (const std::string& drumClass, std::uint64_t seed)
    {
        auto audio = make (recipeOf (drumClass, seed)).audio;
        quantiseTo24Bits (audio);
        return { audio.samples, audio.sampleRate, { { drumClass, 1.0 } } };
    }

    /** (descriptors): where a sound lies in its class's range, in deviations. */
    Tensor placeOf (const Sound& sound, const std::string& drumClass) const
    {
        const auto features = measure (sound.audio);
        const auto c = static_cast<std::size_t> (info.classIndex (drumClass));
        std::vector<double> places;

        for (const auto& scale : info.descriptors)
        {
            const auto& descriptor = descriptorFromKey (scale.key);
            const auto& range = scale.classes[c];
            const auto spread = onScale (descriptor, range.high) - onScale (descriptor, range.low);
            places.push_back ((onScale (descriptor, descriptor.of (features)) - onScale (descriptor, range.middle))
                              / spread);
        }

        return torch::tensor (places, torch::kFloat64);
    }

    static std::vector<std::pair<std::string, Recipe>> guidanceRecipes()
    {
        std::vector<std::pair<std::string, Recipe>> recipes;
        const auto add = [&] (const std::string& how, double free, double classifier, GuidanceForm form,
                              SamplerKind sampler) {
            Recipe recipe;
            recipe.guidance = free;
            recipe.classifier = { classifier, form };
            recipe.sampler = sampler;
            recipes.emplace_back (how, recipe);
        };

        add ("none (guidance 1)", 1.0, 0.0, GuidanceForm::noise, SamplerKind::dpmpp2m);
        add ("classifier-free, 2", 2.0, 0.0, GuidanceForm::noise, SamplerKind::dpmpp2m);
        add ("classifier-free, 3", 3.0, 0.0, GuidanceForm::noise, SamplerKind::dpmpp2m);
        add ("classifier, 1", 1.0, 1.0, GuidanceForm::noise, SamplerKind::dpmpp2m);
        add ("classifier, 3", 1.0, 3.0, GuidanceForm::noise, SamplerKind::dpmpp2m);
        add ("classifier, 1, form published", 1.0, 1.0, GuidanceForm::published, SamplerKind::dpmpp2m);
        add ("none, ancestral", 1.0, 0.0, GuidanceForm::noise, SamplerKind::ancestral);
        add ("classifier, 3, form mean, ancestral", 1.0, 3.0, GuidanceForm::mean, SamplerKind::ancestral);
        add ("both, 2 and 1", 2.0, 1.0, GuidanceForm::noise, SamplerKind::dpmpp2m);
        return recipes;
    }

    Generator& generator;
    const ControlStudyRequest& request;
    const ModelInfo& info;
};
} // namespace

ControlStudy studyControls (Generator& generator, const ControlStudyRequest& request,
                            const std::function<void (double, const std::string&)>& report)
{
    Study study (generator, request);
    ControlStudy all;

    report (0.0, "parts made anew, on problems with a known answer");
    all.biases = studyInpainting();
    report (0.05, "amounts of variation");
    all.amounts = study.amounts();
    report (0.15, "sounds between two");
    all.between = study.between();
    report (0.3, "what is asked of a sound");
    all.obediences = study.obediences();
    report (0.45, "guidance");
    all.guided = study.guided();
    report (0.75, "families");
    all.kinships = study.kinships();
    return all;
}
} // namespace stochastick
