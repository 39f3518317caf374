import { inOrder, type Diagnostic } from "../diagnostic";
import type { PipelineFacts } from "../language/facts";
import { connectionFields } from "./connectionFields";
import { fallbackWindows } from "./fallbackWindows";
import { featureColumns } from "./featureColumns";
import { missingScripts, notExecutable } from "./programs";
import { missingThresholds } from "./missingThresholds";
import type { PipelineRule } from "./pipelineRules";
import { nothingMatches } from "./nothingMatches";
import { noRegressionCheck } from "./noRegressionCheck";
import type { PipelineReading } from "./readPipeline";
import { secretsInFile } from "./secretsInFile";
import { tableColumns } from "./tableColumns";
import { unknownBounds } from "./unknownBounds";
import { unknownCommitNames } from "./unknownCommitNames";
import { unknownPlaceholders } from "./unknownPlaceholders";
import { unknownRecipes } from "./unknownRecipes";
import { unknownSections } from "./unknownSections";
import { untoldTableCohorts } from "./untoldCohorts";

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
