// Writes headgate-<platform>-<version>.vsix for the platform it runs on: DuckDB's binding of that platform is in it.
import { createVSIX } from "@vscode/vsce";
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";

const isMusl = existsSync("/etc/alpine-release");
const target = `${isMusl ? "alpine" : process.platform}-${process.arch}`;
const { version } = JSON.parse(readFileSync("package.json", "utf8"));
// One VSIX lies here at a time: tests and bench take the one they find.
for (const name of readdirSync(".")) if (/^headgate-.*\.vsix$/.test(name)) rmSync(name);
const packagePath = `headgate-${target}-${version}.vsix`;
await createVSIX({ target, packagePath });
console.log(`${packagePath}: ${(statSync(packagePath).size / 1e6).toFixed(1)} MB`);
