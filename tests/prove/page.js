// page.js [--open MS] [SHOTS] REPORT.html...: see page. With --open only: that the report is there, drawn, in MS.
"use strict";
const fs = require("fs"), path = require("path"), puppeteer = require("puppeteer-core");
const args = process.argv.slice(2);
const limit = args[0] === "--open" ? Number(args.splice(0, 2)[1]) : 0;
const shots = limit ? "" : args.shift();
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
let failed = 0, passed = 0;

function say(ok, what) {
  console.log(`${ok ? "ok" : "FAILED"} ${what}`);
  ok ? passed++ : failed++;
}

// In the page: the least contrast of any text that is shown, and where.
function contrast() {
  const parse = c => (c.match(/[\d.]+/g) || []).map(Number);
  const light = c => {
    const [r, g, b] = c.map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = e => {
    for (; e; e = e.parentElement) {
      const c = parse(getComputedStyle(e).backgroundColor);
      if (c.length === 3 || c[3] === 1) return c.slice(0, 3);
    }
    return [255, 255, 255];
  };
  let least = 99, where = "";
  const seen = new Set(), walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (seen.has(e) || !walk.currentNode.data.trim()) continue;
    seen.add(e);
    if (!e.checkVisibility() || e.closest(".vh")) continue;
    const style = getComputedStyle(e);
    const a = light(parse(style.color).slice(0, 3)), b = light(ground(e));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < least) {
      least = ratio;
      where = `${e.tagName.toLowerCase()}.${e.className}`;
    }
  }
  return [least, where];
}

function wide() {
  const over = [];
  for (const e of document.querySelectorAll("body *"))
    if (!e.closest(".scroll table, .vh, .skip") && e.getBoundingClientRect().right > innerWidth + 1)
      over.push(`${e.tagName.toLowerCase()}.${e.getAttribute("class") || ""}`);
  return [document.documentElement.scrollWidth - document.documentElement.clientWidth, over.slice(0, 5)];
}

async function look(browser, file) {
  const name = path.basename(file, ".html");
  const { HtmlValidate } = require("html-validate");
  const valid = await new HtmlValidate({
    extends: ["html-validate:standard"],
    rules: { "no-trailing-whitespace": "off", "long-title": "off" },
  }).validateFile(file);
  const errors = valid.results.flatMap(r => r.messages);
  say(!errors.length, `${name}: html-validate: ${errors.length} errors` +
    errors.slice(0, 5).map(m => `\n    ${m.line}:${m.column} ${m.ruleId}: ${m.message}`).join(""));
  for (const scheme of ["light", "dark"])
    for (const width of [360, 768, 1440]) {
      const page = await browser.newPage();
      const requests = [], dialogs = [];
      page.on("request", r => requests.push(r.url()));
      page.on("dialog", d => { dialogs.push(d.message()); d.dismiss(); });
      await page.setBypassCSP(false);
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      await page.setViewport({ width, height: width === 360 ? 780 : 900, deviceScaleFactor: width === 360 ? 2 : 1 });
      await page.goto("file://" + path.resolve(file));
      const at = `${name} ${width} ${scheme}`;
      if (shots) {
        const high = Math.min(6000, await page.evaluate(() => document.documentElement.scrollHeight));
        await page.screenshot({ path: path.join(shots, `${name}-${width}-${scheme}.png`), captureBeyondViewport: true, clip: { x: 0, y: 0, width, height: high } });
      }
      await page.evaluate(() => document.querySelectorAll("details").forEach(d => { d.open = true; }));
      const [over, which] = await page.evaluate(wide);
      say(over <= 0 && !which.length, `${at}: ${over} pixels wider than the window ${which.join(" ")}`);
      const [least, where] = await page.evaluate(contrast);
      say(least >= 4.5, `${at}: least contrast ${least.toFixed(2)} (${where})`);
      say(requests.length === 1 && !dialogs.length, `${at}: ${requests.length - 1} requests, ${dialogs.length} dialogs`);
      if ((width === 360) === (scheme === "dark") || width === 768) { await page.close(); continue; } // axe: once narrow, once wide
      await page.evaluate(axe + ";0");
      const found = await page.evaluate(async () => (await axe.run({ resultTypes: ["violations"] })).violations
        .map(v => `${v.id} (${v.nodes.length}): ${v.nodes[0].html.slice(0, 160)}`));
      say(!found.length, `${at}: axe-core: ${found.length} violations` + found.map(v => "\n    " + v).join(""));
      if (shots && width === 1440 && scheme === "dark")
        await page.pdf({ path: path.join(shots, name + ".pdf"), preferCSSPageSize: true, printBackground: false });
      await page.close();
    }
}

// The best of three, until the second frame after all is laid out. On a machine with nothing else to do.
async function open(browser, file) {
  let best = Infinity, busy = 0;
  for (let i = 0; i < 3; i++) {
    const page = await browser.newPage(), session = await page.createCDPSession();
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    await page.setViewport({ width: 1440, height: 900 });
    const began = Date.now();
    await page.goto("file://" + path.resolve(file), { waitUntil: "load" });
    await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
    best = Math.min(best, Date.now() - began);
    busy = (await session.send("Performance.getMetrics")).metrics.find(m => m.name === "TaskDuration").value;
    await page.close();
  }
  say(best < limit, `${path.basename(file)}: ${fs.statSync(file).size} bytes, there in ${best} ms, ${Math.round(busy * 1000)} ms of a processor`);
}

(async () => {
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox", "--font-render-hinting=none"],
  });
  for (const file of args) await (limit ? open : look)(browser, file);
  await browser.close();
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed ? 1 : 0);
})();
