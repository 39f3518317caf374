/** So many bytes of a log are about a millisecond of work. */
const sliceBytes = 1 << 14;

/** Gives many bytes piece by piece, and lets others have their turn between two pieces. */
export async function inSlices(bytes: Uint8Array, take: (slice: Uint8Array) => void): Promise<void> {
  for (let at = 0; at < bytes.length; at += sliceBytes) {
    if (at > 0) await new Promise((resolve) => setImmediate(resolve));
    take(bytes.subarray(at, at + sliceBytes));
  }
}
