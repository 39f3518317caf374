import { inOrder, type Diagnostic } from "../diagnostic";
import type { PipelineFacts } from "../language/facts";
import { connectionFields } from "./rules/connectionFields";
import { fallbackWindows } from "./rules/fallbackWindows";
import { featureColumns } from "./rules/featureColumns";
import { followUpGates } from "./rules/followUpGates";
import { missingScripts, notExecutable } from "./rules/programs";
import { missingThresholds } from "./rules/missingThresholds";
import type { PipelineRule } from "./rules/knownPipeline";
import { nothingMatches } from "./rules/nothingMatches";
import { noRegressionCheck } from "./rules/noRegressionCheck";
import type { PipelineReading } from "./readPipeline";
import { secretsInFile } from "./rules/secretsInFile";
import { tableColumns } from "./rules/tableColumns";
import { unknownCommitNames } from "./rules/unknownCommitNames";
import { unknownPlaceholders } from "./rules/unknownPlaceholders";
import { unknownRecipes } from "./rules/unknownRecipes";
import { unknownSections } from "./rules/unknownSections";
import { untoldTableCohorts } from "./rules/untoldCohorts";
import { unknownBounds } from "./rules/unknownBounds";

/** A rule of one's own is a function in a file of its own, and a name in this list. */
const rules: readonly PipelineRule[] = [
  missingThresholds,
  unknownSections,
  featureColumns,
  tableColumns,
  untoldTableCohorts,
  unknownBounds,
  noRegressionCheck,
  fallbackWindows,
  followUpGates,
  connectionFields,
  unknownPlaceholders,
  unknownRecipes,
  unknownCommitNames,
  notExecutable,
  missingScripts,
  nothingMatches,
  secretsInFile,
];

/** Everything there is to say of a `headgate.yaml`, named `file`, as it was read. */
export function lintPipeline(
  file: string,
  { readable, diagnostics }: PipelineReading,
  facts: PipelineFacts,
): Diagnostic[] {
  return inOrder([...diagnostics, ...rules.flatMap((rule) => rule({ file, readable, facts }))]);
}
