import type { ScanReceipt } from "./validation";

/** Several statements as one receipt. */
export function scansTogether(scans: readonly ScanReceipt[]): ScanReceipt {
  const sum = (of: (scan: ScanReceipt) => number): number => scans.reduce((total, scan) => total + of(scan), 0);
  return {
    statements: sum((scan) => scan.statements),
    bytesProcessed: sum((scan) => scan.bytesProcessed),
    bytesBilled: sum((scan) => scan.bytesBilled),
    cached: scans.length > 0 && scans.every((scan) => scan.cached),
    durationMs: sum((scan) => scan.durationMs),
  };
}
