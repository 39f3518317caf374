/** A whole number as logs write it, `9,204` or `9_204` for thousands too; null where it is none. */
export function numberIn(text: string | null | undefined): number | null {
  const digits = text?.replaceAll(/[,_]/g, "") ?? "";
  return /^\d{1,15}$/.test(digits) ? Number(digits) : null;
}

const scales: Readonly<Record<string, number>> = { "": 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15 };

/** A count that may be shortened, `1.23M` or `512k`, as progress bars do; null where it is none. */
export function countIn(text: string | null | undefined): number | null {
  const parts = /^([\d,_]+(?:\.\d+)?)([kMGTP]?)(?:i?B)?$/.exec(text ?? "");
  if (!parts) return null;
  const value = Number((parts[1] ?? "").replaceAll(/[,_]/g, ""));
  return Number.isFinite(value) ? value * (scales[parts[2] ?? ""] ?? 1) : null;
}

/** `12.5 s`, `00:12`, `1:02:03` or `2 days, 1:02:03` in milliseconds; null where it is no duration. */
export function durationIn(text: string | null | undefined): number | null {
  const clock = /^(?:(\d+) days?, )?(?:(\d+):)?(\d+):(\d\d(?:\.\d+)?)$/.exec(text?.trim() ?? "");
  if (clock) {
    const [days, hours, minutes, seconds] = clock.slice(1).map((part: string | undefined) => Number(part ?? "0"));
    return ((((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000;
  }
  const seconds = /^(\d+(?:\.\d+)?)\s*s?$/.exec(text?.trim() ?? "");
  return seconds ? Number(seconds[1]) * 1000 : null;
}
