// Makes what browsers load, out of theme/scripts/ and theme/styles/: classic scripts and style sheets in
// theme/overrides/assets/, which are committed, so that nobody needs node to build a fair.
//
//     node scripts/bundle.mjs            writes them
//     node scripts/bundle.mjs --check    says which are not what their sources make

import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const SOURCES = [join(ROOT, "theme", "scripts", "entries"), join(ROOT, "theme", "styles", "entries")];
const ASSETS = join(ROOT, "theme", "overrides", "assets");
// Browsers of 2019; `import()` is in that of Pagefind alone, whose own scripts are younger.
const TARGETS = { "finder-pagefind.ts": "es2020" };
const LICENCES = { "minisearch-licence.txt": "minisearch/LICENSE.txt" };

async function bundle(folder, entry) {
  const result = await build({
    entryPoints: [join(folder, entry)],
    bundle: true,
    format: "iife",
    minify: true,
    charset: "utf8",
    legalComments: "none", // licences are files beside them
    target: entry.endsWith(".css") ? undefined : (TARGETS[entry] ?? "es2018"),
    write: false,
    logLevel: "warning",
  });
  return result.outputFiles[0].contents;
}

async function make() {
  const made = new Map();
  for (const folder of SOURCES) {
    for (const entry of (await readdir(folder)).sort()) {
      made.set(entry.replace(/\.ts$/, ".js"), await bundle(folder, entry));
    }
  }
  for (const [name, source] of Object.entries(LICENCES)) {
    made.set(name, await readFile(join(ROOT, "node_modules", source)));
  }
  return made;
}

const made = await make();
const present = (await readdir(ASSETS)).filter((name) => /\.(js|css)$/.test(name));
const stale = present.filter((name) => !made.has(name));
const changed = [];
for (const [name, data] of made) {
  const before = await readFile(join(ASSETS, name)).catch(() => null);
  if (!before?.equals(data)) changed.push(name);
}
if (process.argv.includes("--check")) {
  if (changed.length || stale.length) {
    console.error(`not what their sources make: ${[...changed, ...stale].join(", ")}\nhelp: make scripts`);
    process.exit(1);
  }
} else {
  for (const name of changed) await writeFile(join(ASSETS, name), made.get(name));
  for (const name of stale) await rm(join(ASSETS, name));
  console.log(changed.length || stale.length ? `written: ${[...changed, ...stale].join(", ")}` : "nothing changed");
}
