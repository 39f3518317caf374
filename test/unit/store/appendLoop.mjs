// Appends `count` records of `size` bytes, each with this process's own name in it; started several times at once by a test.
import { appendLine } from "../../../src/adapters/store/jsonLines.ts";

const [file, name, count, size] = process.argv.slice(2);
for (let index = 0; index < Number(count); index++) {
  const appended = appendLine(file, { id: `${name}-${index}`, text: name.repeat(Number(size)) });
  if (!appended.ok) throw new Error(appended.error.message);
}
