import * as z from "zod";
import { alertEvents } from "../alerts/alert";

const event = z.enum(alertEvents);
const events = z.union([event.transform((one) => [one]), z.array(event)], {
  error: `must be among ${alertEvents.join(", ")}.`,
});

/** Where alerts go besides the editor. */
export const alertsSchema = z
  .strictObject({
    webhook: z
      .string()
      .min(1)
      .optional()
      .meta({
        description:
          "The webhook that alerts are posted to, as Slack-compatible JSON: the name of a variable of the environment that holds its address, never the address itself.",
        examples: ["${env:HEADGATE_WEBHOOK}"],
      }),
    on: events.optional().meta({
      description: "What the webhook is told of. Default: everything.",
      examples: [["failure", "stall", "missed-eta"]],
    }),
  })
  .describe("Where alerts go besides the editor.");
