#include "Plugin/Instrument/InstrumentTestTools.h"

#include <catch2/catch.hpp>

#include <atomic>
#include <random>
#include <thread>

using namespace stochastick;
using namespace instrumenttest;

TEST_CASE ("a hit goes on to its end with the sound it began with, which is freed only then")
{
    auto first = soundOf (constant (0.5f, 1000));
    const std::weak_ptr<const PlayableSound> watched = first;
    const auto instrument = instrumentWith (std::move (first));
    CHECK (allEqual (play (*instrument, 500, { noteAt (0, 60) }).left, 0, 500, 0.5f));

    instrument->setSound (0, soundOf (constant (0.25f, 1000)));
    const auto heard = play (*instrument, 400, { noteAt (200, 60) }).left;
    CHECK (allEqual (heard, 0, 200, 0.5f));
    CHECK (allEqual (heard, 200, 400, 0.75f));
    instrument->collect();
    CHECK_FALSE (watched.expired());

    play (*instrument, 200);
    CHECK_FALSE (watched.expired()); // the audio thread frees nothing
    instrument->collect();
    CHECK (watched.expired());
}

TEST_CASE ("sounds that the audio thread never took are freed at once by the next")
{
    Instrument instrument;
    auto sound = soundOf ({ 0.5f });
    const std::weak_ptr<const PlayableSound> watched = sound;
    instrument.setSound (3, std::move (sound));
    CHECK_FALSE (watched.expired());
    instrument.setSound (3, nullptr);
    CHECK (watched.expired());
}

TEST_CASE ("a pad that was emptied plays nothing and gives its sound back")
{
    auto sound = soundOf (constant (0.5f, 100));
    const std::weak_ptr<const PlayableSound> watched = sound;
    const auto instrument = instrumentWith (std::move (sound));
    play (*instrument, 10);
    instrument->setSound (0, nullptr);

    CHECK (allEqual (play (*instrument, 100, { noteAt (0, 60) }).left, 0, 100, 0.0f));
    instrument->collect();
    CHECK (watched.expired());
}

TEST_CASE ("a reset gives back what only its voices played")
{
    auto sound = soundOf (constant (0.5f, 44100));
    const std::weak_ptr<const PlayableSound> watched = sound;
    const auto instrument = instrumentWith (std::move (sound));
    play (*instrument, 10, { noteAt (0, 60) });
    instrument->setSound (0, soundOf ({ 0.5f }));
    play (*instrument, 10);
    instrument->collect();
    CHECK_FALSE (watched.expired());

    instrument->reset();
    instrument->collect();
    CHECK (watched.expired());
}

TEST_CASE ("whole sounds are heard while another thread exchanges them, and none is left over")
{
    constexpr int exchanges = 3000;
    std::vector<std::weak_ptr<const PlayableSound>> watched;
    std::atomic<bool> done { false };
    bool allWhole = true;
    auto instrument = instrumentWith (soundOf (constant (0.5f, 300)));

    std::thread audio ([&] {
        std::mt19937 random (5);

        while (! done.load())
        {
            instrument->noteOn (60, 1.0f, static_cast<int> (random() % 64));
            const auto heard = play (*instrument, 500).left;
            const auto isMark = [] (float sample) { return sample == 0.0f || sample == 0.5f || sample == 0.25f; };
            allWhole = allWhole && std::all_of (heard.begin(), heard.end(), isMark);
        }
    });

    for (int i = 0; i < exchanges; ++i)
    {
        auto sound = soundOf (constant (i % 2 == 0 ? 0.25f : 0.5f, 100 + static_cast<std::size_t> (i % 200)));
        watched.push_back (sound);
        instrument->setSound (0, i % 17 == 0 ? nullptr : std::move (sound));
        static_cast<void> (instrument->activeVoices()
                           + static_cast<int> (instrument->padActivity (0) + instrument->playPosition (0)));

        if (i % 3 == 0)
            instrument->collect();
    }

    done = true;
    audio.join();
    CHECK (allWhole);

    play (*instrument, 1000);
    instrument->collect();
    const auto alive = std::count_if (watched.begin(), watched.end(), [] (const auto& sound) { return ! sound.expired(); });
    CHECK (alive <= 1); // what the pad plays now
    instrument.reset();
    CHECK (std::all_of (watched.begin(), watched.end(), [] (const auto& sound) { return sound.expired(); }));
}
