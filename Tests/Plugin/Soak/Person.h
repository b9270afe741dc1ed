#pragma once

#include "Audio/AudioTestTools.h"
#include "Editor/Editor.h"
#include "Plugin/Soak/AudioThread.h"

namespace soak
{
/** Someone at one instance who asks for all that can be asked for, in no order, with and without the editor.
    Message thread. */
class Person
{
public:
    /** @param model  that sounds are made with */
    Person (stochastick::Processor& processor, AudioThread& host, Counts& counts, const std::string& model, unsigned seed);
    ~Person();

    void act(); ///< one thing

private:
    using Act = void (Person::*)();

    // Making.cpp: of the session
    void makeOne();
    void makeMany();
    void changeRecipe();
    void endRun();
    void goBack();
    void movePads();
    void useCandidates();
    void useFiles();

    // the host's and the editor's
    void prepare();
    void changeParameter();
    void audition();
    void chooseDevice();
    void openOrClose();
    void useEditor();
    void pressKey();
    void markRegion();
    void pressButton();
    void useMenu();

    int pad() { return random.below (stochastick::Session::pads); }
    std::vector<stochastick::Lock> someLocks();

    stochastick::Processor& processor;
    stochastick::Session& session;
    AudioThread& host;
    Counts& counts;
    const std::string model;
    Random random;
    audiotest::TemporaryFolder folder {};
    std::unique_ptr<stochastick::Editor> editor {};
};
} // namespace soak
