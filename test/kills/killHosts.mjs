import { setTimeout as pause } from "node:timers/promises";
import { processSource } from "../../src/adapters/processes/processSource.ts";
import { startCodeServer } from "../host/codeServer.mjs";
import { choose, openHeadgate } from "../host/editorPage.mjs";

/** A real editor with one or several windows on the place, each with an extension host that looks every second. */
export async function openWindows(place, count) {
  const host = await startCodeServer();
  const windows = await Promise.all(Array.from({ length: count }, () => openWindow(host, place)));
  return { host, windows, close: () => host.close() };
}

/** Resolves when the window has come so far that it records. */
async function openWindow(host, place) {
  const page = await host.open(place.root, { extension: process.cwd() });
  // The name of the gate: rows of backfills are scrolled away by those that need a person more.
  await openHeadgate(page, "ready");
  return page;
}

/** The extension hosts of a server: one a window. */
function hostsOf(server) {
  const list = processSource().list();
  const children = new Map();
  for (const one of list) children.set(one.parentPid, [...(children.get(one.parentPid) ?? []), one]);
  const below = [];
  for (const left = [server]; left.length > 0;)
    for (const child of children.get(left.pop()) ?? []) {
      below.push(child);
      left.push(child.pid);
    }
  return below.filter(({ argv, zombie }) => !zombie && argv.includes("--type=extensionHost"));
}

/**
 * Lets something be recorded, started from a window or by somebody else, and kills the extension hosts of all windows meanwhile,
 * one soon after the other.
 * @returns how many hosts were killed
 */
export async function killHosts(editor, place, random) {
  const page = editor.windows[Math.floor(random() * editor.windows.length)];
  place.stranger();
  const isAsked = random() < 0.3;
  const name = place.launchedNames[Math.floor(random() * place.launchedNames.length)];
  const asking = isAsked ? askToStart(page, name) : Promise.resolve();
  await pause(random() * (isAsked ? 3000 : 1500));
  const victims = hostsOf(editor.host.pid);
  for (const { pid } of victims) {
    process.kill(pid, "SIGKILL");
    place.note(`extension host ${pid} killed${isAsked ? `, while ${name} was started from a window` : ""}`);
    await pause(random() * 300);
  }
  await asking;
  // A host of an extension in development is not started anew by itself: the person closes the window and opens it again.
  editor.windows = await Promise.all(
    editor.windows.map(async (one) => {
      await one.context().close();
      return openWindow(editor.host, place);
    }),
  );
  return victims.length;
}

/** As a person would; the host may be killed in the middle of it. */
async function askToStart(page, name) {
  try {
    await page.keyboard.press("Escape");
    await choose(page, "Headgate: Start Backfill…");
    await page
      .locator(".quick-input-widget:visible .monaco-list-row")
      .filter({ hasText: name })
      .first()
      .click({ timeout: 3_000 });
  } catch {
    // It was killed before it could ask for a name.
  }
}
