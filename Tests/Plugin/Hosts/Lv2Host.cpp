#include "Lv2Features.h"
#include "Lv2StateText.h"

#include <lilv/lilv.h>
#include <lv2/atom/forge.h>
#include <lv2/atom/util.h>
#include <lv2/midi/midi.h>
#include <lv2/patch/patch.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

// A small host for the built LV2 (lilv finds it by LV2_PATH): plays it, saves and restores its state.
// Exit codes: 0 all is well, 1 not.

namespace
{
constexpr auto pluginUri = STOCHASTICK_LV2_URI;
using lv2host::Features;
using lv2host::largestBlock;

void require (bool isTrue, const std::string& sentence)
{
    if (! isTrue)
        throw std::runtime_error (sentence);
}

struct Note
{
    int frame = 0, number = 0, velocity = 0;
};

/** An instance with a buffer at every port. */
class Instance
{
public:
    Instance (const LilvWorld* world, const LilvPlugin* toPlay, int rate)
        : features (rate),
          plugin (toPlay),
          instance (lilv_plugin_instantiate (plugin, rate, features.list()))
    {
        require (instance != nullptr, "The plugin cannot be instantiated.");
        lv2_atom_forge_init (&forge, features.mapping());
        connect (const_cast<LilvWorld*> (world));
        lilv_instance_activate (instance);
    }

    ~Instance()
    {
        lilv_instance_deactivate (instance);
        lilv_instance_free (instance);
    }

    Instance (const Instance&) = delete;
    Instance& operator= (const Instance&) = delete;

    /** The first output's left channel. */
    std::vector<float> play (const std::vector<Note>& notes, int frames, int size)
    {
        std::vector<float> heard;

        for (int start = 0; start < frames; start += size)
        {
            const auto count = std::min (size, frames - start);
            beginEvents();

            for (const auto& note : notes)
                if (note.frame >= start && note.frame < start + count)
                    addNote (note, note.frame - start);

            run (count);
            heard.insert (heard.end(), audio.front().begin(), audio.front().begin() + count);
        }

        return heard;
    }

    void set (const std::string& parameter, float value)
    {
        beginEvents();
        LV2_Atom_Forge_Frame object;
        lv2_atom_forge_frame_time (&forge, 0);
        lv2_atom_forge_object (&forge, &object, 0, features.urid (LV2_PATCH__Set));
        lv2_atom_forge_key (&forge, features.urid (LV2_PATCH__property));
        lv2_atom_forge_urid (&forge, features.urid ((std::string (pluginUri) + ':' + parameter).c_str()));
        lv2_atom_forge_key (&forge, features.urid (LV2_PATCH__value));
        lv2_atom_forge_float (&forge, value);
        lv2_atom_forge_pop (&forge, &object);
        run (64);
    }

    /** As a project file would hold it. */
    std::string save (LilvWorld* world)
    {
        const State state (lilv_state_new_from_instance (plugin, instance, features.mapping(), nullptr, nullptr, nullptr,
                                                         nullptr, nullptr, nullptr, 0, features.list()),
                           lilv_state_free);
        const std::unique_ptr<char, void (*) (void*)> text (
            lilv_state_to_string (world, features.mapping(), features.unmapping(), state.get(), "urn:a-project", nullptr),
            std::free);
        require (text != nullptr, "The state cannot be written as text.");
        return text.get();
    }

    void restore (LilvWorld* world, const std::string& text)
    {
        const State state (lilv_state_new_from_string (world, features.mapping(), text.c_str()), lilv_state_free);
        require (state != nullptr, "The state cannot be read from text.");
        lilv_state_restore (state.get(), instance, nullptr, nullptr, 0, features.list());
    }

    std::size_t audioPorts() const { return audio.size(); }

private:
    using Events = std::vector<std::uint8_t>;
    using State = std::unique_ptr<LilvState, void (*) (LilvState*)>;

    void connect (LilvWorld* world)
    {
        const auto isOf = [&] (const LilvPort* port, const char* uri) {
            auto* node = lilv_new_uri (world, uri);
            const auto result = lilv_port_is_a (plugin, port, node);
            lilv_node_free (node);
            return result;
        };

        const auto count = lilv_plugin_get_num_ports (plugin);
        audio.reserve (count);
        controls.resize (count);
        lilv_plugin_get_port_ranges_float (plugin, nullptr, nullptr, controls.data());

        for (std::uint32_t i = 0; i < count; ++i)
        {
            const auto* port = lilv_plugin_get_port_by_index (plugin, i);

            if (isOf (port, LV2_CORE__AudioPort))
                lilv_instance_connect_port (instance, i, audio.emplace_back (largestBlock).data());
            else if (isOf (port, LV2_CORE__ControlPort))
                lilv_instance_connect_port (instance, i, &controls[i]);
            else
                lilv_instance_connect_port (instance, i, isOf (port, LV2_CORE__InputPort) ? in.data() : out.data());
        }
    }

    void beginEvents()
    {
        lv2_atom_forge_set_buffer (&forge, in.data(), in.size());
        lv2_atom_forge_sequence_head (&forge, &sequence, 0);
    }

    void addNote (const Note& note, int frame)
    {
        const std::array<std::uint8_t, 3> bytes { 0x90, static_cast<std::uint8_t> (note.number),
                                                  static_cast<std::uint8_t> (note.velocity) };
        lv2_atom_forge_frame_time (&forge, frame);
        lv2_atom_forge_atom (&forge, bytes.size(), features.urid (LV2_MIDI__MidiEvent));
        lv2_atom_forge_write (&forge, bytes.data(), bytes.size());
    }

    void run (int frames)
    {
        lv2_atom_forge_pop (&forge, &sequence);
        const LV2_Atom space { static_cast<std::uint32_t> (out.size() - sizeof (LV2_Atom)),
                               features.urid (LV2_ATOM__Chunk) };
        std::memcpy (out.data(), &space, sizeof (space));

        for (auto& channel : audio)
            std::fill (channel.begin(), channel.end(), 99.0f);

        lilv_instance_run (instance, static_cast<std::uint32_t> (frames));
        checkThatNoNoteComesOut();
    }

    void checkThatNoNoteComesOut()
    {
        LV2_ATOM_SEQUENCE_FOREACH (reinterpret_cast<const LV2_Atom_Sequence*> (out.data()), event)
        require (event->body.type != features.urid (LV2_MIDI__MidiEvent), "A note comes out again.");
    }

    Features features;
    const LilvPlugin* plugin;
    LilvInstance* instance;
    std::vector<std::vector<float>> audio {};
    std::vector<float> controls {};
    Events in = Events (1 << 16), out = Events (1 << 16);
    LV2_Atom_Forge forge {};
    LV2_Atom_Forge_Frame sequence {};
};

float peak (const std::vector<float>& samples, std::size_t from = 0)
{
    float result = 0.0f;

    for (auto i = from; i < samples.size(); ++i)
    {
        require (std::isfinite (samples[i]), "A sample is no number.");
        result = std::max (result, std::abs (samples[i]));
    }

    return result;
}

const std::vector<Note> pattern { { 100, 36, 127 },
                                  { 5000, 38, 90 },
                                  { 9001, 42, 110 },
                                  { 9002, 46, 60 },
                                  { 20000, 49, 127 } };

void playsNotes (Instance& instance)
{
    require (instance.audioPorts() == 16, "There are not eight stereo outputs.");
    const auto heard = instance.play (pattern, 44100, 512);
    require (peak ({ heard.begin(), heard.begin() + 100 }) == 0.0f, "Something is heard before the first note.");
    require (peak (heard, 100) > 0.05f, "The notes are not heard.");
}

void blockSizesChangeNothing (const std::function<std::unique_ptr<Instance>()>& make)
{
    const auto expected = make()->play (pattern, 44100, 512);

    for (const auto size : { 1, 17, largestBlock })
        require (make()->play (pattern, 44100, size) == expected,
                 "Blocks of " + std::to_string (size) + " sound different.");
}

void stateTravels (LilvWorld* world, const std::function<std::unique_ptr<Instance>()>& make)
{
    const auto plain = make()->play (pattern, 44100, 512);
    const auto one = make(), other = make();
    one->set ("pad02_tune", 12.0f);
    one->set ("pad04_mute", 1.0f);
    other->restore (world, one->save (world));
    const auto changed = one->play (pattern, 44100, 512);
    require (changed != plain, "Parameters change nothing.");
    require (other->play (pattern, 44100, 512) == changed, "The restored state sounds different.");
}

void soundsTravelInTheState (LilvWorld* world, const std::function<std::unique_ptr<Instance>()>& make)
{
    const std::vector<Note> keyOfPad0 { { 100, 35, 127 } }, keyOfPad3 { { 100, 38, 127 } };
    const auto kick = make()->play (keyOfPad0, 22050, 512), snare = make()->play (keyOfPad3, 22050, 512);
    require (peak (snare) > 0.05f && kick != snare, "The kick and the snare are not two sounds.");

    const auto one = make(), other = make();
    one->restore (world, lv2host::withPadsSwapped (one->save (world), 0, 3));
    other->restore (world, one->save (world));
    require (one->play (keyOfPad0, 22050, 512) == snare, "The kick's key does not play the snare of the state.");
    require (other->play (keyOfPad0, 22050, 512) == snare, "The sounds of the saved state are not restored.");
}

void isCreatedFast (const std::function<std::unique_ptr<Instance>()>& make)
{
    const auto start = std::chrono::steady_clock::now();
    make();
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start;
    std::printf ("created and destroyed in %.3f s\n", passed.count());
    require (passed.count() < 0.2, "Creation takes longer than 0.2 s.");
}
} // namespace

int main()
{
    const std::unique_ptr<LilvWorld, void (*) (LilvWorld*)> world (lilv_world_new(), lilv_world_free);

    try
    {
        lilv_world_load_all (world.get());
        auto* uri = lilv_new_uri (world.get(), pluginUri);
        const auto* plugin = lilv_plugins_get_by_uri (lilv_world_get_all_plugins (world.get()), uri);
        lilv_node_free (uri);
        require (plugin != nullptr, std::string ("lilv finds no ") + pluginUri + " in LV2_PATH.");
        require (lilv_plugin_verify (plugin), "lilv finds faults in the description.");

        for (const auto rate : { 44100, 48000, 96000 })
        {
            const auto make = [&] { return std::make_unique<Instance> (world.get(), plugin, rate); };
            playsNotes (*make());
            blockSizesChangeNothing (make);
            stateTravels (world.get(), make);
            soundsTravelInTheState (world.get(), make);
            isCreatedFast (make);
        }
    }
    catch (const std::exception& error)
    {
        std::fprintf (stderr, "%s\n", error.what());
        return 1;
    }
}
