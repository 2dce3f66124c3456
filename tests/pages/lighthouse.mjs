// Lighthouse on the three pages that readers see most: accessibility, best practices and SEO in full, nothing that moves while it
// loads. Speed is measured elsewhere (./check bench): here it hangs on how busy the machine is.
// Usage: node lighthouse.mjs FOLDER (with pages.json in it)
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import lighthouse from 'lighthouse';

const { base, pages } = JSON.parse(readFileSync(`${process.argv[2]}/pages.json`));
const port = Number(process.env.LIGHTHOUSE_PORT ?? 18_481);
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const args = ['--no-sandbox', '--disable-gpu', `--remote-debugging-port=${port}`];

// A browser that has just started on a busy machine may paint nothing in time; Lighthouse then calls the run void (runtimeError),
// which says nothing of the page. Such a run is made again in a new browser; what the last one finds counts.
async function look(url, settings) {
  for (let left = 3; ; left -= 1) {
    const browser = await chromium.launch({ executablePath, args });
    const { lhr } = await lighthouse(url, settings).finally(() => browser.close());
    if (!lhr.runtimeError || left === 1) return lhr;
    console.log(`${url}: made again, since the run was void: ${lhr.runtimeError.code}`);
  }
}

let wrong = 0;
for (const name of ['front', 'story', 'report']) {
  // Others' reports are not meant to be found by search engines: their page says so, and names the source as the original.
  const skipAudits = name === 'report' ? ['is-crawlable', 'canonical'] : [];
  const settings = { port, output: 'json', logLevel: 'error', onlyCategories: ['performance', 'accessibility', 'best-practices', 'seo'], skipAudits };
  const lhr = await look(base + pages[name].path, settings);
  if (lhr.runtimeError) { wrong += 1; console.error(`${name}: ${lhr.runtimeError.code}: ${lhr.runtimeError.message}`); continue; }
  const scores = Object.fromEntries(Object.entries(lhr.categories).map(([key, category]) => [key, Math.round(category.score * 100)]));
  const shift = lhr.audits['cumulative-layout-shift'].numericValue;
  console.log(`${name}: ${Object.entries(scores).map(([key, score]) => `${key} ${score}`).join(', ')}, layout shift ${shift}`);
  if (shift > 0) { wrong += 1; console.error(`${name}: what is on the page moves by ${shift} while it loads`); }
  for (const key of ['accessibility', 'best-practices', 'seo']) {
    if (scores[key] === 100) continue;
    wrong += 1;
    const audits = lhr.categories[key].auditRefs.map((ref) => lhr.audits[ref.id]).filter((audit) => audit.score !== null && audit.score < 1);
    console.error(`${name}: ${key} is ${scores[key]}: ${audits.map((audit) => audit.id).join(', ')}`);
  }
}
process.exit(wrong ? 1 : 0);
