import { createReadStream } from "node:fs";
import type { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import zlib from "node:zlib";
import { failure, success, type Result } from "../../core/result";
import { unreadable } from "./fileProblems";

/** Node has it since 22.15; its types may be older. */
type WithZstd = { readonly createZstdDecompress?: () => Transform };

/** See `Files.unpack`. */
export async function unpack(path: string, take: (bytes: Uint8Array) => boolean): Promise<Result<void>> {
  const unpacker = unpackerFor(path);
  if (unpacker === null)
    return failure(
      "unreadable-file",
      `${path} cannot be unpacked by this version of Node; Node 22.15 or newer reads .zst. Unpack it, or use gzip.`,
    );
  try {
    await pipeline(createReadStream(path), unpacker, async (pieces: AsyncIterable<Uint8Array>) => {
      for await (const piece of pieces) if (!take(piece)) return;
    });
    return success(undefined);
  } catch (error) {
    return unreadable(path, error);
  }
}

function unpackerFor(path: string): Transform | null {
  if (!/\.zstd?$/.test(path)) return zlib.createGunzip();
  return (zlib as WithZstd).createZstdDecompress?.() ?? null;
}
