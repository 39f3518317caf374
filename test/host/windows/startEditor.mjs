import { startCodeServer } from "../codeServer.mjs";

/**
 * An editor of its own with the extension that is tested.
 * @param settings of the editor, by their names
 * @returns `open` shows a folder in a window and resolves to its page, `quit` ends the editor
 */
export async function startEditor(settings = {}) {
  const vsix = process.env.HEADGATE_TEST_VSIX;
  const host = await startCodeServer({ settings, ...(vsix && { vsix: [vsix] }) });
  return {
    open: (folder) => host.open(folder, vsix ? {} : { extension: process.cwd() }),
    quit: () => host.close(),
  };
}
