// Asks the real GoogleSQL what it makes of every fragment of refused.ts and honest.ts, put where Headgate puts it, and writes its answers to
// googleSql.json, which the tests read: `node test/warehouse/fragments/recordGoogleSql.mjs`. The parser is 350 MB on disk, four platforms of it, so it is no
// dependency: it is installed into a folder of its own, $GOOGLESQL or one below the temporary folder. Linux and macOS on x64.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { format, resolveConfig } from "prettier";
import { register } from "tsx/cjs/api";

register();
const require = createRequire(import.meta.url);
const { refused } = require("./refused.ts");
const { bigquery, shared } = require("./honest.ts");
const { inPlaces } = require("./inPlaces.ts");

const parser = "@fivetrandevelopers/zetasql";
const version = "1.13.0";
const port = 50_151;
const folder = process.env.GOOGLESQL ?? join(tmpdir(), "headgate-googlesql");
const home = join(folder, "node_modules", parser, "lib/zetasql");
if (!existsSync(home)) {
  mkdirSync(folder, { recursive: true });
  spawnSync("npm", ["install", "--prefix", folder, `${parser}@${version}`], { stdio: "inherit" });
}

const column = (name, type) => ({ name, type });
const kind = (typeKind) => ({ typeKind });
const list = (of) => ({ typeKind: "TYPE_ARRAY", arrayType: { elementType: of } });
const struct = (fields) => ({
  typeKind: "TYPE_STRUCT",
  structType: { field: Object.entries(fields).map(([fieldName, fieldType]) => ({ fieldName, fieldType })) },
});
const [text, integer] = [kind("TYPE_STRING"), kind("TYPE_INT64")];
const columns = [
  ...["x", "y", "load", "odd name; --", "offset_days"].map((name) => column(name, integer)),
  column("name", text),
  column("code", kind("TYPE_BYTES")),
  column("tags", list(text)),
  column("scores", list(integer)),
  column("d", kind("TYPE_DATE")),
  column("seen", kind("TYPE_TIMESTAMP")),
  column("ready", kind("TYPE_BOOL")),
  column("ratio", kind("TYPE_DOUBLE")),
  column("amount", kind("TYPE_NUMERIC")),
  column("profile", kind("TYPE_JSON")),
  column("place", struct({ city: text, zip: text })),
];

const server = spawn(
  join(home, process.platform === "darwin" ? "remote_server" : "remote_server.so"),
  ["localhost", String(port)],
  {
    stdio: "ignore",
  },
);
try {
  const client = await connect();
  const language = await client("GetLanguageOptions", { maximumFeatures: true });
  const options = { ...language, productMode: "PRODUCT_EXTERNAL", supportedStatementKinds: [] };
  const catalog = {
    name: "catalog",
    table: [{ name: "t", serializationId: 1, column: columns }],
    builtinFunctionOptions: { languageOptions: options },
  };

  /** The kinds of the statements of a text, or why there are none. */
  const parsed = async (sql) => {
    try {
      const { parsedScript } = await client("Parse", { sqlStatement: sql, allowScript: true, options });
      return parsedScript.statementListNode.statementList.map(kindOf).join("; ");
    } catch (error) {
      return `error: ${error.details}`;
    }
  };
  const analyzed = async (sql) => {
    try {
      const { resolvedStatement } = await client("Analyze", {
        sqlStatement: sql,
        simpleCatalog: catalog,
        options: { languageOptions: options, defaultTimezone: "UTC" },
      });
      return resolvedStatement.node === "resolvedQueryStmtNode" ? "one query" : resolvedStatement.node;
    } catch (error) {
      return `error: ${error.details}`;
    }
  };

  const answers = { parser: `${parser} ${version}`, refused: {}, honest: {} };
  for (const sql of refused.flatMap((group) => group.sql)) {
    const [where, value] = inPlaces(sql);
    answers.refused[sql] = [await parsed(where), await parsed(value)];
  }
  for (const honest of [shared, bigquery]) {
    for (const sql of honest.conditions)
      answers.honest[sql] = [await parsed(inPlaces(sql)[0]), await analyzed(inPlaces(sql)[0])];
    for (const sql of honest.aggregates)
      answers.honest[sql] = [await parsed(inPlaces(sql)[1]), await analyzed(inPlaces(sql)[1])];
  }
  const file = join(import.meta.dirname, "googleSql.json");
  writeFileSync(file, await format(JSON.stringify(answers), { ...(await resolveConfig(file)), parser: "json" }));
} finally {
  server.kill();
  await once(server, "exit");
}
process.exit();

function kindOf(statement) {
  let [node, name] = [statement, ""];
  while (typeof node?.node === "string") [node, name] = [node[node.node], node.node];
  return name.replace(/^ast|Node$/g, "");
}

/** A function that asks the server, once it answers. */
async function connect() {
  const grpc = createRequire(join(home, "..", "index.js"))("@grpc/grpc-js");
  const loader = createRequire(join(home, "..", "index.js"))("@grpc/proto-loader");
  const loaded = loader.loadSync("local_service.proto", {
    includeDirs: [join(home, "protos")],
    enums: String,
    oneofs: true,
  });
  const { ZetaSqlLocalService } = grpc.loadPackageDefinition(loaded).zetasql.local_service;
  const service = new ZetaSqlLocalService(`localhost:${port}`, grpc.credentials.createInsecure());
  const ask = (name, request) =>
    new Promise((resolve, reject) =>
      service[name](request, (error, answer) => (error ? reject(error) : resolve(answer))),
    );
  for (let attempt = 1; ; attempt++) {
    try {
      await ask("GetLanguageOptions", {});
      return ask;
    } catch (error) {
      if (attempt === 50) throw error;
      await setTimeout(200);
    }
  }
}
