// Runs axe-core, including best practices, on HTML files in headless Chromium: at desktop width, at phone width, and in
// print. Posters and notices must print on one sheet.
//
//   NODE_MODULES=/tmp/node/node_modules node .ci/html-check.mjs FILE-OR-FOLDER...
//
// NODE_MODULES is the folder with axe-core and playwright-core (default ./node_modules). CHROMIUM is the browser
// (default /usr/bin/chromium). Exits with status 1 on a violation, a page wider than the phone, a network request, or
// when there is no file to check.

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
  { name: "phone", width: 320, height: 640, media: "screen" },
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
  console.error("html-check: no HTML file to check");
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

// With its content security policy: the policy must not block anything, and the page must not request anything.
const unmodified = { name: "unmodified" };
for (const file of files) {
  const page = await browser.newPage();
  page.on("pageerror", (error) => fault(file, unmodified, `script: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") fault(file, unmodified, message.text());
  });
  page.on("request", (request) => {
    if (request.url() !== pathToFileURL(file).href) fault(file, unmodified, `requests ${request.url()}`);
  });
  await page.goto(pathToFileURL(file).href);
  if ((await page.locator("body.poster, body.notice").count()) > 0) {
    const printed = await page.pdf({ preferCSSPageSize: true });
    const sheets = printed.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    if (sheets !== 1) fault(file, unmodified, `prints on ${sheets} sheets`);
  }
  const key = page.locator("#Leave-key");
  if ((await key.count()) > 0 && !(await key.isVisible())) fault(file, unmodified, "its script did not run");
  await page.close();
}

for (const view of VIEWS) {
  // The page's content security policy would block axe.
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
    if (result.passes.length === 0) fault(file, view, "axe checked nothing");
    await page.close();
  }
  await context.close();
}
await browser.close();

console.log(`html-check: ${files.length} files, ${VIEWS.length} views each, ${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
