import assert from "node:assert/strict";
import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileSystem } from "../../../src/adapters/logs/fileSystem";
import { questionsOf, surroundingsOf } from "../../../src/app/language/surroundings";
import { readPipeline } from "../../../src/core/pipeline/readPipeline";
import { temporaryFolder } from "../launch/launching";

const configuration = `version: 1
thresholds: t.yaml
backfills:
  a:
    command: [./run.sh, "{start}"]
    retry: [tool, run.py]
    log: [logs/*.log, other/*.log]
    checkpoint: state/*.json
    progress: recipes/mine.yaml
  b: { command: [python3, -u, jobs/there.py], retry: [python3, jobs/there.py], progress: recipes/bad.yaml }
  c: { command: [python3, -m, job], retry: [node, jobs/away.mjs] }
  d: { command: [elsewhere, job], env: { PATH: /opt/bin } }
validators:
  v: { command: [./notes.txt] }
  w: { command: [./away.sh] }
  x: { command: "a line for the shell" }
alerts: { webhook: "\${env:WEBHOOK}" }
`;

describe("what headgate.yaml names outside of itself", () => {
  const root = temporaryFolder("around");
  const bin = join(root, "bin");
  before(() => {
    for (const folder of ["logs", "jobs", "recipes", "bin"]) mkdirSync(join(root, folder));
    const recipe = (pattern: string): string =>
      `name: mine\nrecord: '^(?P<time>\\S+) '\nrules: [{ event: failed, pattern: '${pattern}' }]\n`;
    const files: Readonly<Record<string, string>> = {
      "run.sh": "#!/bin/sh\n",
      "bin/tool": "#!/bin/sh\n",
      "notes.txt": "",
      "logs/a.log": "",
      "jobs/there.py": "",
      "recipes/mine.yaml": recipe("^no"),
      "recipes/bad.yaml": recipe("^no(?=where)"),
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
    for (const name of ["run.sh", "bin/tool"]) chmodSync(join(root, name), 0o755);
    chmodSync(join(root, "notes.txt"), 0o644);
  });
  after(() => rmSync(root, { recursive: true }));

  it("is looked for where the commands would find it", async () => {
    const { readable } = readPipeline("headgate.yaml", configuration);
    const ports = { files: fileSystem, recipesFolder: resolve(__dirname, "../../../config/recipes") };
    const environment = { PATH: `/nowhere:${bin}`, WEBHOOK: "https://example.com" };
    const { ownRecipes, ...found } = await surroundingsOf(root, questionsOf(readable), ports, environment);
    assert.deepEqual(found, {
      programs: {
        "./run.sh": "executable",
        tool: "executable",
        python3: "missing",
        node: "missing",
        "./notes.txt": "not-executable",
        "./away.sh": "missing",
      },
      scripts: { "jobs/there.py": true, "jobs/away.mjs": false },
      globs: { "logs/*.log": true, "other/*.log": false, "state/*.json": false },
      recipes: ["airflow", "day-by-day", "dbt", "lightgbm", "python-logging", "tqdm", "xgboost"],
      variables: { WEBHOOK: true },
    });
    assert.equal(ownRecipes["recipes/mine.yaml"], null);
    assert.match(ownRecipes["recipes/bad.yaml"] ?? "", /^recipes\/bad\.yaml, rules\.0\.pattern is not an RE2 pattern/);
  });
});
