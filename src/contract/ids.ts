/**
 * Every identifier that package.json and the code share, in one place. A test holds both equal.
 * A forgotten one does not compile: surfaces map over these objects.
 */

export const commands = {
  validate: "headgate.validate",
  validateTable: "headgate.validateTable",
  openReport: "headgate.openReport",
  writeStatusDocument: "headgate.writeStatusDocument",
  decideGate: "headgate.decideGate",
  startBackfill: "headgate.startBackfill",
  stopBackfill: "headgate.stopBackfill",
  trackProcess: "headgate.trackProcess",
  followInTerminal: "headgate.followInTerminal",
  retryFailedDates: "headgate.retryFailedDates",
  openLog: "headgate.openLog",
  tryRecipe: "headgate.tryRecipe",
  runValidator: "headgate.runValidator",
  train: "headgate.train",
  importThresholds: "headgate.importThresholds",
  setUp: "headgate.setUp",
  refresh: "headgate.refresh",
  showOutput: "headgate.showOutput",
  showFailedDates: "headgate.showFailedDates",
  setAlertWebhook: "headgate.setAlertWebhook",
  showFailingDates: "headgate.showFailingDates",
  suggestThresholds: "headgate.suggestThresholds",
  showNextSteps: "headgate.showNextSteps",
  openLocation: "headgate.openLocation",
  nameColumn: "headgate.nameColumn",
  markWarnOnly: "headgate.markWarnOnly",
  openRunbook: "headgate.openRunbook",
} as const;

export const viewContainer = "headgate";

export const views = {
  backfills: "headgate.backfills",
  checks: "headgate.checks",
  gates: "headgate.gates",
} as const;

export type ViewId = (typeof views)[keyof typeof views];

export const contextKeys = {
  /** The opened folder has a headgate.yaml. */
  configured: "headgate.configured",
  /** That headgate.yaml could be read. */
  ready: "headgate.ready",
} as const;

export const settings = {
  /** Where headgate.yaml is, relative to the folder. */
  configurationFile: "headgate.configurationFile",
  /** How values are shown at the bounds of the thresholds file. */
  thresholdsValues: "headgate.thresholds.values",
  /** Whether actions stand above the sections of the thresholds file. */
  thresholdsCodeLens: "headgate.thresholds.codeLens",
  /** Which alerts are shown as notifications. */
  notifications: "headgate.notifications",
} as const;

/** Logs that are too long for an editor, or compressed: their end, with the path of the file. */
export const logEndScheme = "headgate-log";

export const reportPanel = "headgate.report";
