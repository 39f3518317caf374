import type { Window } from "../calendar";

/** What a run writes. */
export type Writing = {
  /** Tables as the warehouse knows them, and the backfill itself. */
  readonly tables: readonly string[];
  /** Ascending; null where it cannot be told: it may be any date. */
  readonly dates: readonly Window[] | null;
};

/** What two runs would both write. */
export type Clash = { readonly table: string; readonly dates: readonly Window[] | null };

/** The first table that both write, with the dates they share; null where they do not get into each other's way. */
export function clashOf(one: Writing, other: Writing): Clash | null {
  const table = one.tables.find((name) => other.tables.includes(name));
  if (table === undefined) return null;
  if (one.dates === null || other.dates === null) return { table, dates: null };
  const dates = sharedDates(one.dates, other.dates);
  return dates.length === 0 ? null : { table, dates };
}

function sharedDates(ours: readonly Window[], theirs: readonly Window[]): Window[] {
  return ours.flatMap((one) =>
    theirs.flatMap((other) => {
      const start = one.start > other.start ? one.start : other.start;
      const end = one.end < other.end ? one.end : other.end;
      return start <= end ? [{ start, end }] : [];
    }),
  );
}

/** Who is in the way of a start. `where` is empty on this machine. */
export type InTheWay = { readonly name: string; readonly pid: number; readonly where: string };

/** Why a start is refused, with the PID of the run that is in its way. */
export function conflictText(name: string, holder: InTheWay, clash: Clash): string {
  const who = `(PID ${holder.pid}${holder.where === "" ? "" : ` on ${holder.where}`})`;
  const next = "wait for its end, stop it, or force it with a reason.";
  if (holder.name === name) return `${name} is running already ${who}; ${next}`;
  const unknown = clash.dates === null ? ", for dates that cannot be told apart" : "";
  return `${name} would write ${clash.table}${ofDates(clash)}, which ${holder.name} ${who} is writing${unknown}; ${next}`;
}

function ofDates({ dates }: Clash): string {
  const [first] = dates ?? [];
  if (first === undefined) return "";
  const range = first.start === first.end ? first.start : `${first.start} to ${first.end}`;
  return ` for ${range}${(dates?.length ?? 0) > 1 ? " and more" : ""}`;
}
