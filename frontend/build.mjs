// Builds Concord's one stylesheet and its scripts into ../build/static. Run at set-up; never committed.
import { mkdir, copyFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "build", "static", "concord");
await mkdir(out, { recursive: true });

const { css } = sass.compile(join(here, "src", "concord.scss"), {
  loadPaths: [here, join(here, "node_modules")],
  style: "compressed",
  charset: false,
  quietDeps: true,
  silenceDeprecations: ["import"],
});
// A few places in the design systems have GOV.UK's blue written in; that blue is not ours to use.
// Nor are the pictures of parts that we do not draw.
const ours = css
  .replaceAll("#1d70b8", "#4a2c82")
  .replaceAll(/url\("?\/static\/concord\/images\/[^)]*\)/g, "none");
const notice = "/* The licences of the parts are in Concord's THIRD_PARTY_NOTICES.md. */";
await writeFile(join(out, "concord.css"), `@charset "utf-8";${notice}${ours}`);

await esbuild.build({
  // The network's own script is large, and only its page asks for it.
  entryPoints: [join(here, "src", "concord.js"), join(here, "src", "network.js")],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  banner: { js: notice },
  outdir: out,
});
await copyFile(join(here, "src", "favicon.svg"), join(out, "favicon.svg"));
