#include "Session/SessionImplementation.h"

#include "Engine/Kit.h"

namespace stochastick
{
namespace
{
// What the person listens for goes before what takes long.
constexpr int draftPriority = 3, padPriority = 2, candidatePriority = 1, longPriority = 0;

Batch batchFor (Purpose purpose, int pad, std::vector<Request> requests, const std::string& title, int priority)
{
    Batch batch;
    batch.purpose = purpose;
    batch.pad = pad;
    batch.requests = std::move (requests);
    batch.title = title;
    batch.priority = priority;
    return batch;
}
} // namespace

void Session::Implementation::begin (Batch batch)
{
    for (const auto& request : batch.requests)
        check (request.recipe);

    jobs.abandon ([&] (const JobView& job) {
        return job.purpose == batch.purpose && job.candidate < 0 && (job.pad == batch.pad || batch.purpose == Purpose::kit);
    });
    jobs.add (std::move (batch));
    jobsChanged();
}

void Session::Implementation::beginCandidates (Batch batch)
{
    for (const auto& request : batch.requests)
        check (request.recipe);

    jobs.abandon ([] (const JobView& job) { return job.candidate >= 0; });
    candidates.clear();

    for (const auto& request : batch.requests)
        candidates.push_back ({ request.label, nullptr, request.take });

    batch.toCandidates = true;
    jobs.add (std::move (batch));
    candidatesChanged();
    jobsChanged();
}

void Session::Implementation::draft (int pad)
{
    const auto isRunningDraft = [pad] (const JobView& job) {
        return job.purpose == Purpose::draft && job.pad == pad && job.running;
    };
    auto& again = draftAgain.at (static_cast<std::size_t> (pad));
    again = jobs.has (isRunningDraft);

    if (! again)
        begin (batchFor (Purpose::draft, pad, { draftOf (pads[pad]) }, pads[pad].name + ": draft", draftPriority));
}

void Session::generate (int pad)
{
    auto& self = *implementation;

    if (! PadBook::isPad (pad))
        return;

    self.draftAgain.at (static_cast<std::size_t> (pad)) = false;
    self.jobs.abandon ([pad] (const JobView& job) { return job.purpose == Purpose::draft && job.pad == pad; });
    self.attempt ([&] {
        self.begin (batchFor (Purpose::generate, pad, { generation (self.pads[pad]) }, self.pads[pad].name + ": new sound",
                              padPriority));
    });
}

void Session::draft (int pad)
{
    if (PadBook::isPad (pad))
        implementation->attempt ([&] { implementation->draft (pad); });
}

void Session::vary (int pad, double amount, const std::vector<Lock>& locks)
{
    auto& self = *implementation;

    if (PadBook::isPad (pad))
        self.attempt ([&] {
            self.begin (batchFor (Purpose::vary, pad, variations (self.pads[pad], amount, locks, 1),
                                  self.pads[pad].name + ": variation", padPriority));
        });
}

void Session::children (int pad, double amount, const std::vector<Lock>& locks, int count)
{
    auto& self = *implementation;

    if (PadBook::isPad (pad))
        self.attempt ([&] {
            self.beginCandidates (batchFor (Purpose::vary, pad, variations (self.pads[pad], amount, locks, count),
                                            self.pads[pad].name + ": variation", candidatePriority));
        });
}

void Session::morph (int first, int second, int between)
{
    auto& self = *implementation;

    if (PadBook::isPad (first) && PadBook::isPad (second))
        self.attempt ([&] {
            const auto &one = self.pads[first], &other = self.pads[second];
            self.beginCandidates (batchFor (Purpose::morph, first, inBetweens (one, other, between),
                                            one.name + " to " + other.name + ": sound", candidatePriority));
        });
}

void Session::breed (int first, int second, int count)
{
    auto& self = *implementation;

    if (PadBook::isPad (first) && PadBook::isPad (second))
        self.attempt ([&] {
            const auto &one = self.pads[first], &other = self.pads[second];
            self.beginCandidates (batchFor (Purpose::breed, first, offspring (one, other, count),
                                            one.name + " and " + other.name + ": child", candidatePriority));
        });
}

void Session::redo (int pad, const std::vector<Region>& regions)
{
    auto& self = *implementation;

    if (PadBook::isPad (pad))
        self.attempt ([&] {
            self.begin (batchFor (Purpose::redo, pad, { redone (self.pads[pad], regions) },
                                  self.pads[pad].name + ": new parts", padPriority));
        });
}

void Session::drumify (int pad, const std::filesystem::path& file, double amount)
{
    auto& self = *implementation;

    if (PadBook::isPad (pad))
        self.attempt ([&] {
            auto [request, notice] = drumified (self.pads[pad], file, amount);
            check (request.recipe);

            if (amount == 0.0)
                self.put (pad, { std::make_shared<const Sound> (untouched (request.recipe)), request.take });
            else
                self.begin (
                    batchFor (Purpose::drumify, pad, { request }, self.pads[pad].name + ": " + request.take, padPriority));

            if (! notice.empty())
                self.say (notice);
        });
}

void Session::makeLayers (int pad, int layers, int roundRobins)
{
    auto& self = *implementation;

    if (PadBook::isPad (pad))
        self.attempt ([&] {
            auto batch = batchFor (Purpose::layers, pad, layersOf (self.pads[pad], layers, roundRobins),
                                   self.pads[pad].name + ": layer", longPriority);
            batch.source = self.pads[pad].soundPointer();
            batch.roundRobins = roundRobins;
            self.begin (std::move (batch));
        });
}

void Session::wholeKit (std::uint64_t seed, double family)
{
    auto& self = *implementation;
    self.attempt ([&] {
        self.begin (batchFor (Purpose::kit, 0, kitOf (self.pads[0].recipe, seed, family), "Kit: sound", longPriority));
    });
}

void Session::cancel (JobId id)
{
    implementation->jobs.cancel (id);
    implementation->finishBatches();
    implementation->jobsChanged();
}

void Session::stop (JobId id)
{
    implementation->jobs.stop (id);
}

void Session::cancelAll()
{
    implementation->draftAgain = {};
    implementation->jobs.abandon ([] (const JobView&) { return true; });
    implementation->dropUnmadeCandidates();
    implementation->jobsChanged();
}

const std::vector<JobView>& Session::jobs() const
{
    return implementation->jobs.all();
}

bool Session::isBusy() const
{
    return ! jobs().empty();
}
} // namespace stochastick
