import assert from "node:assert/strict";
import * as vscode from "vscode";
import { commands } from "../../src/contract/ids";
import { until } from "./pipelineFolder";

describe("the extension in a folder with a headgate.yaml", () => {
  it("starts by itself", async () => {
    const extension = await until("the extension", () => vscode.extensions.getExtension("headgate.headgate"));
    await until("its activation", () => extension.isActive);
  });

  it("registers exactly the commands it declares", async () => {
    const registered = (await vscode.commands.getCommands(true)).filter((id) => /^headgate\.\w+$/.test(id));
    assert.deepEqual(registered.toSorted(), Object.values<string>(commands).toSorted());
  });
});
