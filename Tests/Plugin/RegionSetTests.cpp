#include "Editor/RegionSet.h"

#include <catch2/catch.hpp>

using namespace stochastick;
using Part = RegionSet::Part;

namespace
{
constexpr double reach = 0.01; // s

/** Of a sound of one second. */
RegionSet drawn (std::initializer_list<std::pair<double, double>> strokes)
{
    RegionSet set;
    set.setLength (1.0);

    for (const auto& [from, to] : strokes)
    {
        set.press (from, reach);
        set.drag (to);
        set.release();
    }

    return set;
}

void checkRegion (const RegionSet& set, std::size_t index, double from, double to)
{
    REQUIRE (index < set.regions().size());
    CHECK (set.regions()[index].from == Approx (from));
    CHECK (set.regions()[index].to == Approx (to));
}
} // namespace

TEST_CASE ("a region is drawn in either direction and is the selected one")
{
    const auto set = drawn ({ { 0.6, 0.4 }, { 0.1, 0.2 } });
    REQUIRE (set.regions().size() == 2);
    checkRegion (set, 0, 0.1, 0.2);
    checkRegion (set, 1, 0.4, 0.6);
    CHECK (set.selected() == 0);
}

TEST_CASE ("a click without a drag leaves no region and selects nothing")
{
    auto set = drawn ({ { 0.4, 0.6 }, { 0.8, 0.8005 } });
    CHECK (set.regions().size() == 1);
    CHECK (set.selected() == -1);
    set.press (0.5, reach);
    set.release();
    CHECK (set.selected() == 0);
    checkRegion (set, 0, 0.4, 0.6);
}

TEST_CASE ("regions that overlap when they are let go become one, which stays selected")
{
    const auto set = drawn ({ { 0.1, 0.2 }, { 0.5, 0.7 }, { 0.8, 0.9 }, { 0.3, 0.6 } });
    REQUIRE (set.regions().size() == 3);
    checkRegion (set, 1, 0.3, 0.7);
    CHECK (set.selected() == 1);
}

TEST_CASE ("an edge is pulled, even across the other one")
{
    auto set = drawn ({ { 0.4, 0.6 } });
    set.press (0.605, reach);
    set.drag (0.8);
    checkRegion (set, 0, 0.4, 0.8);
    set.drag (0.2);
    set.release();
    checkRegion (set, 0, 0.2, 0.4);
    set.press (0.195, reach);
    set.drag (0.3);
    set.release();
    checkRegion (set, 0, 0.3, 0.4);
}

TEST_CASE ("a region is moved by its inside and keeps its width at the ends of the sound")
{
    auto set = drawn ({ { 0.4, 0.6 } });
    set.press (0.5, reach);
    set.drag (0.7);
    checkRegion (set, 0, 0.6, 0.8);
    set.drag (2.0);
    checkRegion (set, 0, 0.8, 1.0);
    set.drag (-1.0);
    set.release();
    checkRegion (set, 0, 0.0, 0.2);
    set.nudge (0.05);
    checkRegion (set, 0, 0.05, 0.25);
    set.nudge (5.0);
    checkRegion (set, 0, 0.8, 1.0);
}

TEST_CASE ("edges snap to the ends of the sound and never leave it")
{
    checkRegion (drawn ({ { 0.3, 0.995 } }), 0, 0.3, 1.0);
    checkRegion (drawn ({ { 0.3, 0.005 } }), 0, 0.0, 0.3);
    checkRegion (drawn ({ { 0.003, 7.0 } }), 0, 0.0, 1.0);
    checkRegion (drawn ({ { 0.3, 0.98 } }), 0, 0.3, 0.98);
}

TEST_CASE ("what lies under the pointer is an edge before it is an inside, and the inside of a narrow region can be held")
{
    const auto set = drawn ({ { 0.2, 0.4 }, { 0.5, 0.504 } });
    CHECK (set.spotAt (0.395, reach).part == Part::rightEdge);
    CHECK (set.spotAt (0.409, reach).part == Part::rightEdge);
    CHECK (set.spotAt (0.195, reach).part == Part::leftEdge);
    CHECK (set.spotAt (0.3, reach).part == Part::inside);
    CHECK (set.spotAt (0.3, reach).index == 0);
    CHECK (set.spotAt (0.45, reach).part == Part::outside);
    CHECK (set.spotAt (0.502, reach).part == Part::inside);
    CHECK (set.spotAt (0.498, reach).part == Part::leftEdge);
}

TEST_CASE ("fades fit into their regions")
{
    const auto set = drawn ({ { 0.4, 0.6 }, { 0.8, 0.804 } });
    CHECK (set.regions()[0].fade == Approx (0.005));
    CHECK (set.regions()[1].fade == Approx (0.001));
}

TEST_CASE ("a shorter sound cuts regions and drops those beyond it")
{
    auto set = drawn ({ { 0.1, 0.2 }, { 0.4, 0.6 }, { 0.8, 0.9 } });
    set.setLength (0.5);
    REQUIRE (set.regions().size() == 2);
    checkRegion (set, 1, 0.4, 0.5);
    CHECK (set.selected() == -1);
    set.setLength (0.0);
    CHECK (set.regions().empty());
    set.press (0.1, reach);
    set.drag (0.2);
    set.release();
    set.selectAll();
    CHECK (set.regions().empty());
}

TEST_CASE ("selecting all leaves one region, and removing it none")
{
    auto set = drawn ({ { 0.1, 0.2 }, { 0.4, 0.6 } });
    set.selectAll();
    REQUIRE (set.regions().size() == 1);
    checkRegion (set, 0, 0.0, 1.0);
    set.removeSelected();
    CHECK (set.regions().empty());
    set.removeSelected();
    CHECK (set.selected() == -1);
}

TEST_CASE ("a drag that is called off leaves everything as it was")
{
    auto set = drawn ({ { 0.4, 0.6 } });
    set.press (0.8, reach);
    set.drag (0.5);
    CHECK (set.isDragging());
    set.cancelDrag();
    CHECK_FALSE (set.isDragging());
    REQUIRE (set.regions().size() == 1);
    checkRegion (set, 0, 0.4, 0.6);
    CHECK (set.selected() == 0);
}
