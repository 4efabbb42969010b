// Runs axe-core, best practices included, on HTML files in headless Chromium: at the width of a
// desktop and of a telephone, and as printed. Posters and notices must print on one sheet.
//
//   NODE_MODULES=/tmp/node/node_modules node .ci/html-check.mjs FILE-OR-FOLDER...
//
// NODE_MODULES is the folder that holds axe-core and playwright-core (else ./node_modules);
// CHROMIUM is the browser (else /usr/bin/chromium). Ends with 1 on any violation, on a page wider
// than the telephone, on any request, and when there was no file to look at.

import { readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const modules = resolve(process.env.NODE_MODULES ?? "node_modules");
const require = createRequire(join(modules, "html-check.cjs"));
const { chromium } = require("playwright-core");
const axe = require.resolve("axe-core/axe.min.js");

const VIEWS = [
  { name: "desktop", width: 1280, height: 900, media: "screen" },
  { name: "telephone", width: 320, height: 640, media: "screen" },
  { name: "print", width: 720, height: 960, media: "print" },
];

function htmlFiles(path) {
  if (!statSync(path).isDirectory()) return [resolve(path)];
  return readdirSync(path, { recursive: true })
    .filter((name) => name.endsWith(".html"))
    .sort()
    .map((name) => resolve(path, name));
}

const files = process.argv.slice(2).flatMap(htmlFiles);
if (files.length === 0) {
  console.error("html-check: no HTML file to look at");
  process.exit(1);
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
  ],
});

let faults = 0;
function fault(file, view, text) {
  faults += 1;
  console.error(`${file} (${view.name}): ${text}`);
}

// As it comes: nothing may be refused by the page's own content policy, and nothing asked for.
const plain = { name: "as it comes" };
for (const file of files) {
  const page = await browser.newPage();
  page.on("pageerror", (error) => fault(file, plain, `script: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") fault(file, plain, message.text());
  });
  page.on("request", (request) => {
    if (request.url() !== pathToFileURL(file).href) fault(file, plain, `asks for ${request.url()}`);
  });
  await page.goto(pathToFileURL(file).href);
  if ((await page.locator("body.poster, body.notice").count()) > 0) {
    const printed = await page.pdf({ preferCSSPageSize: true });
    const sheets = printed.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    if (sheets !== 1) fault(file, plain, `prints on ${sheets} sheets`);
  }
  const key = page.locator("#Leave-key");
  if ((await key.count()) > 0 && !(await key.isVisible())) fault(file, plain, "its script did not run");
  await page.close();
}

for (const view of VIEWS) {
  // The page's own content policy would keep axe out.
  const context = await browser.newContext({
    viewport: { width: view.width, height: view.height },
    bypassCSP: true,
  });
  for (const file of files) {
    const page = await context.newPage();
    await page.emulateMedia({ media: view.media });
    await page.goto(pathToFileURL(file).href);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wide > 0 && view.media === "screen") fault(file, view, `${wide} px wider than the window`);
    await page.addScriptTag({ path: axe });
    const result = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
    for (const violation of result.violations) {
      fault(file, view, `${violation.id}: ${violation.help}`);
      for (const node of violation.nodes) console.error(`    ${node.target.join(" ")}  ${node.html}`);
    }
    if (result.passes.length === 0) fault(file, view, "axe looked at nothing");
    await page.close();
  }
  await context.close();
}
await browser.close();

console.log(`html-check: ${files.length} files, ${VIEWS.length} views each, ${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
