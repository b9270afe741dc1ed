#include "Diffusion/GuidanceForm.h"

#include "Support/KeyedTable.h"

namespace stochastick
{
const std::vector<GuidanceFormInfo>& allGuidanceForms()
{
    static const std::vector<GuidanceFormInfo> table {
        { GuidanceForm::noise, "noise", "Shifted noise (any sampler)" },
        { GuidanceForm::mean, "mean", "Shifted mean (DDPM)" },
        { GuidanceForm::published, "published", "As CRASH published it" },
    };

    return table;
}

const std::string& keyOf (GuidanceForm form)
{
    return rowOf (allGuidanceForms(), &GuidanceFormInfo::form, form).key;
}

GuidanceForm guidanceFormFromKey (std::string_view key)
{
    return rowWithKey (allGuidanceForms(), "guidance form", key).form;
}
} // namespace stochastick
