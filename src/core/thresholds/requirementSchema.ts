import * as z from "zod";
import { number, percentage, runbook } from "./boundSchema";

const error = "must be a number, or a map with fail:.";

const failing = "The bound at which a gate is not met.";
export const requirementMapSchema = z.strictObject({ fail: number.describe(failing), runbook });
const percentageMap = z.strictObject({ fail: percentage.describe(failing), runbook });

/** What may stand behind a requirement. Its reader tells of a percentage out of range by the exact text. */
export const requirementSchema = z.union([number, requirementMapSchema], { error });

/** What a gate asks of the backfills that fill a section's table. */
export const requirementShape = {
  min_success_rate: z
    .union([percentage, percentageMap], { error })
    .optional()
    .meta({
      description:
        "The least share of dates, in per cent from 0 to 100, whose latest run succeeded. Gates ask it of the backfill that fills the table.",
      examples: [95, { fail: 95, runbook: "docs/runbooks/orders.md" }],
    }),
  timeout_hours: z
    .union([number, requirementMapSchema], { error })
    .optional()
    .meta({
      description:
        "The most hours that the latest run may have taken. Gates ask it of the backfill that fills the table.",
      examples: [8],
    }),
};
export type RequirementKey = keyof typeof requirementShape;

export function isRequirement(key: string): key is RequirementKey {
  return Object.hasOwn(requirementShape, key);
}
