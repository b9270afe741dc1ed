#include "Plugin/Session/SessionStudio.h"

#include <optional>

using namespace sessiontest;

TEST_CASE ("a session that is closed in the middle of a run does not wait, and another one's jobs go on")
{
    FakeEngine fake;
    Session stays (fake.engine);
    std::optional<Session> goes (fake.engine);
    goes->wholeKit (1, 0.5);
    REQUIRE (fake.gate.waitForArrivals (1)); // the gate is closed: whoever waits for the run waits ten seconds
    stays.generate (0);
    const auto start = std::chrono::steady_clock::now();
    goes.reset();
    CHECK (std::chrono::steady_clock::now() - start < std::chrono::seconds (5));
    fake.gate.open();
    REQUIRE (finishAll (stays));
    CHECK (stays.pad (0).sound() != nullptr);
}

TEST_CASE ("two sessions share one engine and each hears of its own jobs alone")
{
    FakeEngine fake;
    fake.gate.open();
    Session one (fake.engine), other (fake.engine);
    one.generate (0);
    other.generate (1);
    one.generate (2);
    REQUIRE (finishAll (one));
    REQUIRE (finishAll (other));
    CHECK (fake.makers == 1);
    CHECK ((one.pad (0).sound() != nullptr && one.pad (1).sound() == nullptr && one.pad (2).sound() != nullptr));
    CHECK ((other.pad (0).sound() == nullptr && other.pad (1).sound() != nullptr));
}

TEST_CASE ("the last session of an engine ends its thread, even in the middle of a run")
{
    StepGate gate;
    std::weak_ptr<SharedEngine> seen;
    {
        auto engine = std::make_shared<SharedEngine> (
            [&] (const std::string&, const EngineSettings&) { return std::make_unique<SeededMaker> (gate); });
        seen = engine;
        Session session (std::move (engine));
        session.generate (0);
        REQUIRE (gate.waitForArrivals (1));
        gate.open();
    }
    CHECK (seen.expired());
}

TEST_CASE ("listeners may call everything from their callbacks, and remove themselves and each other")
{
    struct Meddler : Session::Listener
    {
        explicit Meddler (Session& s)
            : session (s)
        {
        }

        void padChanged (int pad) override
        {
            ++calls;
            session.poll();
            session.removeListener (this);

            if (victim != nullptr)
                session.removeListener (victim);

            session.setName (pad, "Changed");
            session.generate ((pad + 1) % Session::pads);
        }

        void jobsChanged() override
        {
            if (session.jobs().size() > 1)
                session.cancel (session.jobs().front().id);
        }

        Session& session;
        Session::Listener* victim = nullptr;
        int calls = 0;
    };

    Studio studio;
    Meddler first (studio.session), second (studio.session);
    first.victim = &second;
    studio.session.addListener (&first);
    studio.session.addListener (&second);
    studio.session.generate (4);
    REQUIRE (studio.finish());
    CHECK (first.calls == 1);
    CHECK (second.calls == 0);
    CHECK (studio.session.pad (4).name == "Changed");
    CHECK (studio.session.pad (5).sound() != nullptr);
}

TEST_CASE ("candidates that a listener asks for while others arrive are all made")
{
    struct Again : Session::Listener
    {
        void candidatesChanged() override
        {
            if (session == nullptr || asked || session->candidates().empty()
                || session->candidates().back().sound == nullptr)
                return;

            asked = true;
            session->children (0, 0.7, {}, 4);
        }

        Session* session = nullptr;
        bool asked = false;
    };

    Studio studio;
    studio.fill (0, 1);
    Again again;
    again.session = &studio.session;
    studio.session.addListener (&again);
    studio.session.children (0, 0.3, {}, 2);
    REQUIRE (studio.finish());
    REQUIRE (studio.session.candidates().size() == 4);

    for (const auto& candidate : studio.session.candidates())
        CHECK ((candidate.sound != nullptr && candidate.sound->recipe.start.amount == 0.7));
}

TEST_CASE ("a listener that fails is said, and neither that nor a failure to say it keeps later jobs from their end")
{
    struct Failing : Session::Listener
    {
        void padChanged (int) override { fail (changesFail); }
        void said (const std::string&) override { fail (wordsFail); }

        static void fail (bool now)
        {
            if (now)
                throw std::runtime_error ("A listener failed.");
        }

        bool changesFail = true, wordsFail = false;
    };

    Studio studio;
    Failing failing;
    studio.session.addListener (&failing);
    studio.session.generate (0);
    studio.session.generate (1);
    REQUIRE (studio.finish());
    CHECK (studio.session.pad (1).sound() != nullptr);
    CHECK (studio.watcher.sentences == std::vector<std::string> (2, "A listener failed."));

    failing.wordsFail = true;
    studio.session.generate (2);
    CHECK_THROWS_AS (studio.finish(), std::runtime_error);
    failing.changesFail = failing.wordsFail = false;
    studio.session.generate (3);
    REQUIRE (studio.finish());
    CHECK (studio.session.pad (3).sound() != nullptr);
}

TEST_CASE ("whoever saves beside the message thread gets a project as it was at some moment")
{
    Studio studio;
    auto& session = studio.session;
    studio.fill (0, 1);
    studio.fill (1, 2);
    const auto before = session.save();
    session.swapPads (0, 1);
    const auto after = session.save();
    std::atomic<bool> done { false };
    bool allWhole = true;

    std::thread saver ([&] {
        for (int i = 0; i < 100; ++i)
        {
            const auto text = session.save();
            allWhole = allWhole && (text == before || text == after);
        }

        done = true;
    });

    while (! done)
        session.swapPads (0, 1);

    saver.join();
    CHECK (allWhole);
}
