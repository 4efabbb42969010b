// Fills in one form of `policypress review packet` in headless Chromium, using only the keyboard, and saves its file.
//
//   NODE_MODULES=/tmp/node/node_modules node .ci/form-check.mjs FORM.html WHO DATE CHOICE FOLDER
//
// First it submits the empty form: the page must list the missing answers, move the focus to the list, and save
// nothing. CHOICE is a determination (approve) or, on a technical form, yes or no. Prints the path of the saved file.

import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const modules = resolve(process.env.NODE_MODULES ?? "node_modules");
const { chromium } = createRequire(join(modules, "form-check.cjs"))("playwright-core");
const [form, who, date, choice, folder] = process.argv.slice(2);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"],
});
const page = await browser.newPage({ acceptDownloads: true, locale: "en-US" });
const fail = (text) => {
  throw new Error(`${form}: ${text}`);
};
page.on("request", (request) => {
  if (!/^(file|blob|data):/.test(request.url())) fail(`requests ${request.url()}`);
});
page.on("pageerror", (error) => fail(error.message));
await page.goto(pathToFileURL(resolve(form)).href);

let downloads = 0;
page.on("download", () => (downloads += 1));
await page.getByRole("button", { name: "Save my form" }).press("Enter");
const focused = () => page.evaluate(() => document.activeElement.id);
if ((await focused()) !== "Review-faults") fail(`the focus is on ${await focused()}, not on the list of missing answers`);
if (await page.locator("#Review-faults li").count() < 3) fail("does not list every missing answer");
if (downloads > 0) fail("saves an empty form");
await page.keyboard.press("Tab");
await page.keyboard.press("Enter");
if ((await focused()) !== "Review-who") fail("a missing answer does not link to its field");

await page.keyboard.type(who);
await page.keyboard.press("Tab");
const [year, month, day] = date.split("-");
await page.keyboard.type(`${month}${day}${year}`);
// In each question's group, Space selects the first answer and an arrow key selects another.
for (const group of await page.locator("form fieldset").all()) {
  const name = await group.getAttribute("data-name");
  const wanted = name.startsWith("q-") ? "yes" : choice;
  await group.locator("input").first().focus();
  await page.keyboard.press("Space");
  for (let turn = 0; turn < 3; turn += 1) {
    if ((await page.evaluate(() => document.activeElement.value)) === wanted) break;
    await page.keyboard.press("ArrowDown");
  }
}
await page.getByLabel("Comments", { exact: true }).fill("“Fine”, says O'Brien: \\ 100 % \"quoted\"\nA second line");
const download = page.waitForEvent("download");
await page.getByRole("button", { name: "Save my form" }).focus();
await page.keyboard.press("Enter");
const file = await download;
const path = join(folder, file.suggestedFilename());
await file.saveAs(path);
if ((await focused()) !== "Review-saved") fail("does not say that the form was saved");
if (!(await page.getByLabel("Text of the file").inputValue()).includes("form = ")) fail("does not show the text to copy");
await browser.close();
console.log(path);
