#include "Audio/AudioTestTools.h"
#include "Engine/Recipe.h"
#include "Support/Error.h"

#include <catch2/catch.hpp>

using namespace stochastick;
using audiotest::sentenceOf;
using Catch::Matchers::Contains;

TEST_CASE ("classes are read as a name or as names with weights, in any order")
{
    using Classes = std::map<std::string, double>;

    CHECK (parseClasses ("kick") == Classes { { "kick", 1.0 } });
    CHECK (parseClasses ("kick:0.7,tom:0.3") == Classes { { "kick", 0.7 }, { "tom", 0.3 } });
    CHECK (parseClasses ("tom:0.3,kick:0.7") == parseClasses ("kick:0.7,tom:0.3"));
    CHECK (parseClasses ("kick,tom:2") == Classes { { "kick", 1.0 }, { "tom", 2.0 } });
    CHECK (parseClasses ("kick,kick:0.5") == Classes { { "kick", 1.5 } });
}

TEST_CASE ("classes that cannot be read are refused with the form that can")
{
    for (const std::string text : { "", ",", "kick:", "kick:-1", "kick:0", "kick:x", "kick:1x", ":1", "kick:nan", "kick:inf",
                                    "kick:1e999", "kick,,tom", "kick:0.7;tom:0.3", "kick:1:2" })
    {
        CAPTURE (text);
        CHECK_THROWS_AS (parseClasses (text), UsageError);
        CHECK_THAT (sentenceOf ([&] { parseClasses (text); }), Contains ("kick:0.7,tom:0.3"));
    }
}

TEST_CASE ("the text of classes can be read again")
{
    for (const std::string text : { "kick", "kick:0.7,tom:0.3", "clap:2,kick:1,tom:0.5" })
        CHECK (classesText (parseClasses (text)) == text);

    CHECK (classesText (parseClasses ("kick:0.25")) == "kick");
}
