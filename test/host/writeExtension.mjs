import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Writes an extension that does nothing: VS Code runs tests only beside an extension in development, and the bench
 * compares with an empty one.
 * @returns its folder
 */
export async function writeExtension(folder, manifest) {
  await mkdir(folder, { recursive: true });
  const whole = {
    publisher: "headgate-test",
    version: "0.0.1",
    engines: { vscode: "^1.101.0" },
    main: "./main.js",
    activationEvents: [],
    extensionKind: ["workspace"],
    ...manifest,
  };
  await writeFile(join(folder, "package.json"), JSON.stringify(whole));
  await writeFile(join(folder, ".vscodeignore"), "");
  await writeFile(join(folder, "main.js"), "exports.activate = () => {};\n");
  return folder;
}
