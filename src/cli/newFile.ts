import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { failure, success, type Result } from "../core/result";

/** Writes a file that is not there yet, with the folders above it. One that is there stays as it is. */
export async function writeNewFile(path: string, text: string): Promise<Result<null>> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text, { flag: "wx" });
    return success(null);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST")
      return failure(
        "unwritable-file",
        `${path} is there already and stays as it is. Name another file with --output, or remove this one first.`,
      );
    return failure("unwritable-file", `${path} could not be written. Check the folder and its rights.`);
  }
}
