// Writes config/schemas and docs/keys.md anew from the schemas in src/core. A test fails when they differ.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { keysPage } from "../src/core/language/keysPage.ts";
import { shippedSchemas } from "../src/core/language/shippedSchemas.ts";

const { repository } = JSON.parse(readFileSync("package.json", "utf8"));
mkdirSync("config/schemas", { recursive: true });
for (const { file, schema } of shippedSchemas(repository.url)) {
  writeFileSync(`config/schemas/${file}`, `${JSON.stringify(schema, null, 2)}\n`);
  console.log(`config/schemas/${file}`);
}
writeFileSync("docs/keys.md", keysPage());
console.log("docs/keys.md");
