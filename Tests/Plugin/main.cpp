#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>

#include "Audio/AudioTestTools.h"
#include "Doubles/EnvironmentVariable.h"
#include "EditorTestTools.h"

int main (int count, char** arguments)
{
    const audiotest::TemporaryFolder home; // files that are dragged out would stay in the person's own
    const stochastick::test::EnvironmentVariable dataHome ("XDG_DATA_HOME", home.path.string());
    editortest::beAnApplication();
    const juce::ScopedJuceInitialiser_GUI juce; // the main thread is the message thread
    return Catch::Session().run (count, arguments);
}
