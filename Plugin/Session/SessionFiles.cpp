#include "Session/PadFiles.h"
#include "Session/ProjectText.h"
#include "Session/SessionImplementation.h"

namespace stochastick
{
bool Session::exportPad (int pad, const std::filesystem::path& file, int sampleRate)
{
    return implementation->attempt ([&] { writePad (this->pad (pad), file, sampleRate); });
}

bool Session::exportKit (const std::filesystem::path& folder, int sampleRate, const std::vector<PadKey>& keys)
{
    return implementation->attempt ([&] { writeKit (implementation->pads.all(), folder, sampleRate, keys); });
}

bool Session::exportWouldReplace (const std::filesystem::path& folder) const
{
    return kitWouldReplace (implementation->pads.all(), folder);
}

std::filesystem::path Session::draggableFile (int pad, int sampleRate)
{
    std::filesystem::path file;
    implementation->attempt ([&] { file = writeDraggable (this->pad (pad), sampleRate); });
    return file;
}

std::string Session::save() const
{
    return implementation->saved.text();
}

std::string Session::restore (const std::string& text)
{
    Pads restored;

    try
    {
        restored = padsFromText (text);
    }
    catch (const std::exception& error)
    {
        return error.what();
    }

    auto& self = *implementation;
    self.draftAgain = {};
    self.jobs.abandon ([] (const JobView&) { return true; });
    self.candidates.clear();
    self.pads.replace (std::move (restored));
    self.candidatesChanged();
    self.jobsChanged();
    std::vector<int> all;

    for (int i = 0; i < pads; ++i)
        all.push_back (i);

    self.padsChanged (all);
    return {};
}
} // namespace stochastick
