// Writes config/schemas anew from the schemas in src/core. A test fails when the two differ.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { shippedSchemas } from "../src/core/language/shippedSchemas.ts";

const { repository } = JSON.parse(readFileSync("package.json", "utf8"));
mkdirSync("config/schemas", { recursive: true });
for (const { file, schema } of shippedSchemas(repository.url)) {
  writeFileSync(`config/schemas/${file}`, `${JSON.stringify(schema, null, 2)}\n`);
  console.log(`config/schemas/${file}`);
}
