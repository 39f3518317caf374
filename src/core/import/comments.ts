import type { Comment, ReadRule, ReadTable, ToolReading } from "./model";

/** Comments of a file by what they stand beside. */
export type OwnedComments = {
  /** Above everything, apart from the first rule. */
  readonly head: readonly string[];
  /** Below everything. */
  readonly tail: readonly string[];
  readonly ofTable: ReadonlyMap<ReadTable, readonly string[]>;
  readonly ofRule: ReadonlyMap<ReadRule, OwnComments>;
};

export type OwnComments = { readonly above: readonly string[]; readonly behind: readonly string[] };

type Owner = { readonly line: number; readonly endLine: number; readonly table?: ReadTable; readonly rule?: ReadRule };

/**
 * Gives each comment to what it stands beside: the rule or table whose lines it is on, else the next one below it. What stands
 * at the top with something between it and the first of them belongs to the file.
 */
export function ownedComments({ tables, rules, comments }: ToolReading): OwnedComments {
  const owners: Owner[] = [
    ...tables.map((table) => ({ line: table.line, endLine: table.line, table })),
    ...rules.map((rule) => ({ line: rule.line, endLine: rule.endLine, rule })),
  ].sort((a, b) => a.line - b.line);
  const isHead = headOf(comments, owners[0]?.line ?? Infinity);
  const head: string[] = [];
  const tail: string[] = [];
  const ofTable = new Map<ReadTable, string[]>();
  const ofRule = new Map<ReadRule, { above: string[]; behind: string[] }>();
  for (const comment of comments) {
    const owner = ownerOf(comment, owners);
    if (isHead(comment)) head.push(comment.text);
    else if (owner?.table) ofTable.set(owner.table, [...(ofTable.get(owner.table) ?? []), comment.text]);
    else if (owner?.rule) {
      const own = ofRule.get(owner.rule) ?? { above: [], behind: [] };
      ofRule.set(owner.rule, own);
      own[comment.alone ? "above" : "behind"].push(comment.text);
    } else tail.push(comment.text);
  }
  return { head, tail, ofTable, ofRule };
}

function ownerOf({ line }: Comment, owners: readonly Owner[]): Owner | undefined {
  const around = owners.filter((owner) => owner.line <= line && line <= owner.endLine);
  return around.at(-1) ?? owners.find((owner) => owner.line > line);
}

/** Whether a comment stands above the first thing without touching it. */
function headOf(comments: readonly Comment[], first: number): (comment: Comment) => boolean {
  let touching = first;
  for (const { line } of comments.filter(({ line, alone }) => alone && line < first).reverse())
    if (line === touching - 1) touching = line;
  return ({ line }) => line < touching;
}
