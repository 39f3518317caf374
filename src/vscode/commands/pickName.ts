import * as vscode from "vscode";
import * as z from "zod";
import type { Subject } from "../rows/row";

const subjectSchema = z.object({
  kind: z.string(),
  name: z.string(),
  date: z.string().optional(),
  log: z.string().optional(),
  pid: z.number().optional(),
});
/** A row of a view, a subject as buttons hand it over, or a bare name as keybindings do. */
const argumentSchema = z.union([
  z.object({ row: z.object({ subject: subjectSchema }) }).transform((node) => node.row.subject),
  subjectSchema,
  z.string().transform((name): AskedSubject => ({ kind: null, name })),
]);

/** What a command was asked for: a name of this kind among those declared; undefined when it must be asked. */
export function nameIn(argument: unknown, kind: Subject["kind"], declared: readonly string[]): string | undefined {
  const parsed = argumentSchema.safeParse(argument);
  if (!parsed.success) return undefined;
  const { name } = parsed.data;
  const fits = parsed.data.kind === null || parsed.data.kind === kind;
  return fits && declared.includes(name) ? name : undefined;
}

export type AskedSubject = { readonly kind: string | null; readonly name: string } & Pick<
  { readonly [Key in keyof Subject]?: Subject[Key] | undefined },
  "date" | "log" | "pid"
>;

/** The kind and name a command was handed, whatever it is. */
export function subjectIn(argument: unknown): AskedSubject | undefined {
  return argumentSchema.safeParse(argument).data;
}

export type Choice = { readonly name: string; readonly description?: string; readonly detail?: string };

/** Asks for one of several names; undefined when the person thought better of it. */
export async function pickName(
  title: string,
  choices: readonly Choice[],
  emptyText: string,
): Promise<string | undefined> {
  if (choices.length === 0) {
    // Nobody waits for an answer to this: it has no button.
    void vscode.window.showInformationMessage(emptyText);
    return undefined;
  }
  const items = choices.map(({ name, ...rest }) => ({ label: name, ...rest }));
  return (await vscode.window.showQuickPick(items, { title, placeHolder: title, matchOnDescription: true }))?.label;
}
