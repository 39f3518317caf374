import { startCodeServer } from "../codeServer.mjs";

/**
 * An editor of its own with the extension that is tested.
 * @returns `open` shows a folder in a window and resolves to its page, `quit` ends the editor
 */
export async function startEditor() {
  const vsix = process.env.HEADGATE_TEST_VSIX;
  const host = await startCodeServer(vsix ? { vsix: [vsix] } : {});
  return {
    open: (folder) => host.open(folder, vsix ? {} : { extension: process.cwd() }),
    quit: () => host.close(),
  };
}
