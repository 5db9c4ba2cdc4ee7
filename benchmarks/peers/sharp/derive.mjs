// node derive.mjs SOURCES OUT QUALITY WIDTH…: WebP at each width, each file decoded once,
// as many files at a time as there are processors.
import { readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { createRequire } from "node:module";

const [folder, out, quality, ...widths] = process.argv.slice(2);
const sharp = createRequire(`${process.cwd()}/`)("sharp");
// One thread a picture and one picture a core: no thread waits for another.
sharp.concurrency(1);

const names = readdirSync(folder);
let next = 0;
async function work() {
  while (next < names.length) {
    const name = names[next++];
    const source = sharp(`${folder}/${name}`);
    await Promise.all(
      widths.map((width) =>
        source
          .clone()
          .resize(Number(width))
          .webp({ quality: Number(quality), effort: 1 })
          .toFile(`${out}/${name.replace(/\.jpg$/, "")}-${width}.webp`),
      ),
    );
  }
}
await Promise.all(Array.from({ length: availableParallelism() }, work));
