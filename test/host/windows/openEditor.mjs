import { startCodeServer } from "../codeServer.mjs";

/**
 * A window of an editor of its own on a folder, with the extension that is tested.
 * @returns its page; `close` quits the editor
 */
export async function openEditor(folder) {
  const vsix = process.env.HEADGATE_TEST_VSIX;
  const host = await startCodeServer(vsix ? { vsix: [vsix] } : {});
  const page = await host.open(folder, vsix ? {} : { extension: process.cwd() });
  return { page, close: () => host.close() };
}
