import { downloadAndUnzipVSCode, runTests } from "@vscode/test-electron";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Path of a VS Code that was downloaded now or before; undefined where it cannot be had, or has no display to run on. */
export async function downloadVSCode() {
  const hasDisplay = process.platform !== "linux" || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
  if (!hasDisplay || process.getuid?.() === 0) return undefined; // Electron refuses to run as root.
  try {
    return await downloadAndUnzipVSCode({ timeout: 10_000 });
  } catch {
    return undefined;
  }
}

/** Runs the suite in it. What failed is in the results; a failed test is no error here. */
export async function runInVSCode({ executable, extension, folder, tests, env }) {
  const profile = await mkdtemp(join(tmpdir(), "headgate-profile-")); // A short path: sockets live in it.
  try {
    await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: extension,
      extensionTestsPath: tests,
      extensionTestsEnv: env,
      launchArgs: [folder, "--disable-extensions", "--disable-workspace-trust", "--user-data-dir", profile],
    });
  } catch (error) {
    console.error(error.message);
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
