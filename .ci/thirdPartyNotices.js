// The licences of what is bundled into dist/, as they ask for: read from the packages that esbuild says it took in.
const { readdirSync, readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

/** Writes `file` with the licence of each package among the bundled inputs (paths as esbuild's metafile has them). */
function writeThirdPartyNotices(inputs, file) {
  const folders = inputs.map((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0]).filter(Boolean);
  writeFileSync(
    file,
    [...new Set(folders)]
      .sort()
      .map(noticeOf)
      .join(`\n${"-".repeat(80)}\n\n`),
  );
}

function noticeOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const texts = readdirSync(folder).filter((file) => /^(licen[cs]e|notice)([.-]|$)/i.test(file));
  const text = texts.map((file) => readFileSync(join(folder, file), "utf8").trim()).join("\n\n");
  return `${name} ${version} (${license})\n\n${text}\n`;
}

module.exports = { writeThirdPartyNotices };
