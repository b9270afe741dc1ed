#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>

#include "EditorTestTools.h"

int main (int count, char** arguments)
{
    editortest::beAnApplication();
    const juce::ScopedJuceInitialiser_GUI juce; // the main thread is the message thread
    return Catch::Session().run (count, arguments);
}
