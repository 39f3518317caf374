import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { commands, contextKeys, settings, viewContainer, views } from "../../../src/contract/ids";

type Menu = { readonly command: string; readonly when?: string; readonly group?: string };

const manifest = JSON.parse(readFileSync("package.json", "utf8")) as {
  readonly activationEvents: readonly string[];
  readonly extensionKind: readonly string[];
  readonly engines: { readonly vscode: string };
  readonly contributes: {
    readonly commands: readonly { command: string; title: string; category: string; icon?: string }[];
    readonly menus: Readonly<Record<string, readonly Menu[]>>;
    readonly views: Readonly<Record<string, readonly { id: string; name: string; icon: string }[]>>;
    readonly viewsContainers: { readonly activitybar: readonly { id: string; icon: string }[] };
    readonly viewsWelcome: readonly { view: string; when: string; contents: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
  };
};
const { contributes } = manifest;
const commandIds = Object.values<string>(commands);
const viewIds = Object.values<string>(views);

function sorted(values: Iterable<string>): string[] {
  return [...new Set(values)].sort();
}

describe("package.json and contract/ids.ts", () => {
  it("name the same commands, each once", () => {
    const declared = contributes.commands.map(({ command }) => command);
    assert.deepEqual(declared.toSorted(), commandIds.toSorted());
  });

  it("name the same views, in the one container", () => {
    assert.deepEqual(Object.keys(contributes.views), [viewContainer]);
    assert.deepEqual(sorted((contributes.views[viewContainer] ?? []).map(({ id }) => id)), sorted(viewIds));
    assert.deepEqual(
      contributes.viewsContainers.activitybar.map(({ id }) => id),
      [viewContainer],
    );
  });

  it("name the same settings", () => {
    assert.deepEqual(sorted(Object.keys(contributes.configuration.properties)), sorted(Object.values(settings)));
  });

  it("use the same context keys in `when`, and every one of them", () => {
    const clauses = [...Object.values(contributes.menus).flat(), ...contributes.viewsWelcome].map(
      ({ when }) => when ?? "",
    );
    const names = clauses
      .flatMap((when) => when.match(/\bheadgate\.\w+/g) ?? [])
      .filter((name) => !viewIds.includes(name));
    assert.deepEqual(sorted(names), sorted(Object.values(contextKeys)));
  });

  it("offer in menus, and link from welcome texts, only commands that exist", () => {
    const offered = Object.values(contributes.menus).flatMap((menu) => menu.map(({ command }) => command));
    const linked = contributes.viewsWelcome.flatMap(({ contents }) =>
      [...contents.matchAll(/command:(headgate\.\w+)/g)].map(([, command]) => command ?? ""),
    );
    assert.deepEqual(
      [...offered, ...linked].filter((command) => !commandIds.includes(command)),
      [],
    );
  });
});

describe("contributions", () => {
  it("give every command a title without a full stop and the category Headgate", () => {
    for (const { command, title, category } of contributes.commands) {
      assert.equal(category, "Headgate", command);
      assert.match(title, /^[A-Z][\w ]*…?$/, command);
    }
  });

  it("draw every inline action and every title action as an icon", () => {
    const icons = new Map(contributes.commands.map(({ command, icon }) => [command, icon]));
    const shown = ["view/title", "view/item/context"].flatMap((menu) => contributes.menus[menu] ?? []);
    const asIcon = shown.filter(({ group }) => /^(inline|navigation)/.test(group ?? ""));
    assert.deepEqual(
      asIcon.filter(({ command }) => icons.get(command) === undefined),
      [],
    );
  });

  it("hide from the palette what cannot work without an argument or a configuration", () => {
    const palette = new Map(contributes.menus["commandPalette"]?.map(({ command, when }) => [command, when]));
    assert.equal(palette.get(commands.openLocation), "false");
    const always = commandIds.filter((command) => !palette.has(command));
    assert.deepEqual(always, [commands.showOutput]);
  });

  it("say what to do in each view while it is empty", () => {
    assert.deepEqual(sorted(contributes.viewsWelcome.map(({ view }) => view)), sorted(viewIds));
  });

  it("name icons that are there", () => {
    const icons = [...contributes.viewsContainers.activitybar, ...(contributes.views[viewContainer] ?? [])];
    for (const { icon } of icons) assert.ok(existsSync(icon), icon);
  });

  it("start the extension only where it is wanted, beside the files", () => {
    assert.ok(manifest.activationEvents.every((event) => event.startsWith("workspaceContains:")));
    assert.deepEqual(manifest.extensionKind, ["workspace"]);
    assert.equal(manifest.engines.vscode, "^1.101.0");
  });
});
