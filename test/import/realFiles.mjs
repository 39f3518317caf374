// Imports files that packages of other people ship, and checks that each rule in them is accounted for.
// Run by `npm run test:import-real`; needs pip, and the registry that it is set up for.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { importFile } from "./importFile.mjs";

/** Packages that hold such files, at versions that were looked at. */
const packages = [
  { from: "pip", name: "dbt-core==1.12.6" },
  { from: "pip", name: "elementary-data==0.26.1" },
  { from: "pip", name: "re-data==0.11.0" },
  { from: "sdist", name: "dbt-osmosis==1.5.0" },
  { from: "sdist", name: "dbt-metabase==1.7.5" },
  { from: "sdist", name: "sqlmesh==0.236.4" },
];
const importable = /\.(ya?ml|json|dqdl)$/;
const largest = 2_000_000;

const folder = mkdtempSync(join(tmpdir(), "headgate-import-"));
let passed = 0;
let failed = 0;
const rows = [];
try {
  for (const one of packages) rows.push(...filesOf(one));
  print(rows);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

/** Downloads a package, unpacks it and imports what it ships. */
function filesOf({ from, name }) {
  const into = join(folder, name.replace(/[^\w.-]/g, "_"));
  mkdirSync(into);
  // What people test and show with is often in the source alone.
  const source = from === "sdist" ? ["--no-binary", name.replace(/==.*/, "")] : [];
  const words = [
    "-m",
    "pip",
    "download",
    "--quiet",
    "--disable-pip-version-check",
    "--no-deps",
    ...source,
    "--dest",
    into,
    name,
  ];
  execFileSync("python3", words, { stdio: "inherit" });
  for (const archive of readdirSync(into)) {
    const unpack = /\.(whl|zip)$/.test(archive)
      ? ["python3", ["-m", "zipfile", "-e", archive, "."]]
      : ["tar", ["-xzf", archive]];
    execFileSync(...unpack, { cwd: into });
  }
  return readdirSync(into, { recursive: true })
    .map((file) => join(into, file))
    .filter((path) => importable.test(path) && statSync(path).isFile() && statSync(path).size <= largest)
    .flatMap((path) => row(name, relative(into, path), readFileSync(path, "utf8")));
}

function row(name, file, text) {
  const result = importFile(file, text);
  if (result === null) return [];
  if (result.wrong.length === 0) passed++;
  else failed++;
  return [{ package: name, file, ...result }];
}

function print(found) {
  console.table(
    found.map(({ package: name, file, tool, carried, refused, wrong }) => ({
      package: name,
      file,
      tool,
      carried,
      "not carried": refused,
      wrong: wrong.join("; "),
    })),
  );
  const sum = (key) => found.reduce((total, one) => total + one[key], 0);
  console.log(`${found.length} files: ${sum("carried")} rules carried over, ${sum("refused")} not.`);
}
