#pragma once

#include "Support/CancelToken.h"

#include <CLI/App.hpp>

namespace stochastick
{
/** Each adds one subcommand with its options; its work is done in the subcommand's callback, on the main thread, and
    reports what is wrong by throwing Error. `cancel` is set by Ctrl-C. */
void addGenerateCommand (CLI::App& app, const CancelToken& cancel);
void addVaryCommand (CLI::App& app, const CancelToken& cancel);
void addMorphCommand (CLI::App& app, const CancelToken& cancel);
void addBreedCommand (CLI::App& app, const CancelToken& cancel);
void addLayersCommand (CLI::App& app, const CancelToken& cancel);
void addRedoCommand (CLI::App& app, const CancelToken& cancel);
void addAgainCommand (CLI::App& app, const CancelToken& cancel);
void addKitCommand (CLI::App& app, const CancelToken& cancel);
void addTrainCommand (CLI::App& app, const CancelToken& cancel);
void addCheckCommand (CLI::App& app, const CancelToken& cancel);
void addTrainClassifierCommand (CLI::App& app, const CancelToken& cancel);
void addDistillCommand (CLI::App& app, const CancelToken& cancel);
void addImportCommand (CLI::App& app, const CancelToken& cancel);
void addEvaluateCommand (CLI::App& app, const CancelToken& cancel);
void addControlsCommand (CLI::App& app, const CancelToken& cancel);
void addInfoCommand (CLI::App& app, const CancelToken& cancel);
void addPlotCommand (CLI::App& app, const CancelToken& cancel);
void addSamplersCommand (CLI::App& app, const CancelToken& cancel);
void addScheduleCommand (CLI::App& app, const CancelToken& cancel);
void addLikelihoodCommand (CLI::App& app, const CancelToken& cancel);
} // namespace stochastick
