import type { TrainingResult } from "../training/judgement";

/** `exit code 1`, `stopped by SIGINT`, `ended, its exit code is not known`. */
export function exitText({
  exitCode,
  signal,
}: {
  readonly exitCode: number | null;
  readonly signal: string | null;
}): string {
  if (exitCode !== null) return `exit code ${exitCode}`;
  return signal === null ? "ended, its exit code is not known" : `stopped by ${signal}`;
}

/** `met 3 of 4 criteria`; a run that failed is told by its exit code. */
export function judgementText({ criteria, exitCode }: Pick<TrainingResult, "criteria" | "exitCode">): string {
  if (exitCode !== null && exitCode !== 0) return `failed with exit code ${exitCode}`;
  const met = criteria.filter((criterion) => criterion.state === "met").length;
  return criteria.length === 0 ? "no criteria declared" : `met ${met} of ${criteria.length} criteria`;
}
