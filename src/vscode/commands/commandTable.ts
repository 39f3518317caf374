import type { commands } from "../../contract/ids";
import type { Desk } from "../desk";
import type { LanguageFiles } from "../language/languageFiles";
import type { ReportPanel } from "../reportPanel/reportPanel";
import type { RecipeView } from "../recipes/recipeView";
import { tryRecipeAsked } from "../recipes/tryRecipeAsked";
import { showNextSteps } from "../statusBar/statusBar";
import { retryFailedDates, runValidatorAsked, startBackfillAsked, stopBackfill } from "./backfillCommands";
import { showFailedDates } from "./failedDatesCommand";
import { showFailingDates } from "./failingDatesCommand";
import { followLaunched } from "./followCommand";
import { decide, train } from "./gateCommands";
import { importThresholdsAsked } from "./importThresholds";
import { markWarnOnlyAsked, nameColumn } from "./languageCommands";
import { openLocation, openLog } from "./openCommands";
import { openRunbook } from "./openRunbook";
import { setAlertWebhook } from "./setAlertWebhook";
import { setUp } from "./setUp";
import { suggestThresholdsAsked } from "./suggestCommand";
import { trackProcessAsked } from "./trackProcess";
import { validateAll, validateTable } from "./validateCommands";
import { writeStatusDocument } from "./writeStatusDocument";

export type CommandName = keyof typeof commands;

/** What a command does; `argument` is a row of a view, a subject, or nothing. */
export type CommandTable = Readonly<Record<CommandName, (argument: unknown) => Promise<void>>>;

export function commandTable(
  desk: Desk,
  report: ReportPanel,
  files: LanguageFiles,
  recipeView: RecipeView,
): CommandTable {
  return {
    validate: () => validateAll(desk),
    validateTable: (argument) => validateTable(desk, argument),
    openReport: async () => report.open(),
    writeStatusDocument: (argument) => writeStatusDocument(desk, argument),
    decideGate: (argument) => decide(desk, argument),
    startBackfill: (argument) => startBackfillAsked(desk, argument),
    stopBackfill: (argument) => stopBackfill(desk, argument),
    trackProcess: (argument) => trackProcessAsked(desk, argument),
    followInTerminal: (argument) => followLaunched(desk, argument),
    retryFailedDates: (argument) => retryFailedDates(desk, argument),
    openLog: (argument) => openLog(desk, argument),
    tryRecipe: (argument) => tryRecipeAsked(desk, files, recipeView, argument),
    runValidator: (argument) => runValidatorAsked(desk, argument),
    train: (argument) => train(desk, argument),
    importThresholds: (argument) => importThresholdsAsked(desk, argument),
    setUp: () => setUp(desk),
    refresh: () => desk.session.refresh(),
    showOutput: async () => desk.log.show(),
    showFailedDates: (argument) => showFailedDates(desk, argument),
    setAlertWebhook: () => setAlertWebhook(desk),
    showFailingDates: (argument) => showFailingDates(desk, argument),
    suggestThresholds: (argument) => suggestThresholdsAsked(desk, argument),
    showNextSteps: () => showNextSteps(desk.session),
    openLocation: (argument) => openLocation(desk, argument),
    nameColumn: (argument) => nameColumn(desk, files, argument),
    markWarnOnly: (argument) => markWarnOnlyAsked(desk, files, argument),
    openRunbook: (argument) => openRunbook(desk, argument),
  };
}
