// Looks at the pages of a running paper in Chromium and fails on anything that axe, the console or the width of a page
// complains of. Usage: [LOOKS=light,phone] node check.mjs FOLDER (with pages.json in it) [folder for pictures]
import { readFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const [folder, pictures] = process.argv.slice(2);
const { base, cookie, pages } = JSON.parse(readFileSync(`${folder}/pages.json`));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });

async function open(options, admin) {
  const context = await browser.newContext(options);
  const [name, value] = cookie.split('=');
  if (admin && value) await context.addCookies([{ name, value, url: base }]);
  return context.newPage();
}

// What a reader may have set. Axe looks at the first three; the others must neither complain nor run over the edge.
const phone = { viewport: { width: 390, height: 844 } };
const desk = { viewport: { width: 1280, height: 900 } };
const looks = {
  light: { ...desk, colorScheme: 'light' },
  dark: { ...desk, colorScheme: 'dark' },
  phone,
  small: { viewport: { width: 320, height: 640 } },
  tablet: { viewport: { width: 820, height: 1180 } },
  'large-text': { ...desk, bypassCSP: true },
  'large-text-phone': { ...phone, bypassCSP: true },
  forced: { ...desk, forcedColors: 'active', reducedMotion: 'reduce' },
  print: { viewport: { width: 720, height: 1000 } },
};
const wanted = process.env.LOOKS?.split(',') ?? Object.keys(looks);
const read = ['light', 'dark', 'phone'];
const most = ['front', 'story', 'report', 'search'];
let wrong = 0;
const complain = (where, what) => { wrong += 1; console.error(`${where}: ${what}`); };
if (pictures) mkdirSync(pictures, { recursive: true });
for (const [name, { path, admin }] of Object.entries(pages)) {
  for (const [look, options] of Object.entries(looks)) {
    if (!wanted.includes(look) || (!most.includes(name) && !read.includes(look))) continue;
    const where = `${name} ${look}`;
    // As a reader gets it, with its policy: whatever it refuses is in the console.
    const page = await open(options, admin);
    page.on('console', (message) => { if (name !== 'missing') complain(where, `console: ${message.text()}`); });
    page.on('pageerror', (error) => complain(where, `error: ${error}`));
    page.on('request', (request) => { if (!request.url().startsWith(base)) complain(where, `asks another site: ${request.url()}`); });
    await page.goto(base + path);
    if (look.startsWith('large-text')) await page.addStyleTag({ content: 'html { font-size: 200% !important }' });
    if (look === 'print') await page.emulateMedia({ media: 'print' });
    if (pictures) await page.screenshot({ path: `${pictures}/${name}-${look}.png`, fullPage: true });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) complain(where, `${over} pixels wider than the window`);
    if (read.includes(look)) {
      await page.evaluate(axe);
      const result = await page.evaluate((values) => globalThis.axe.run(document, { runOnly: values }), tags);
      for (const violation of result.violations) complain(where, `axe ${violation.id}: ${violation.nodes[0]?.html}`);
      const images = await page.evaluate(() => [...document.images].map((i) => ({ src: i.src, sized: i.hasAttribute('width') && i.hasAttribute('height'), shown: i.loading === 'lazy' || i.naturalWidth > 0 })));
      for (const image of images) if (!image.sized || !image.shown) complain(where, `a picture without size or that does not load: ${image.src}`);
      if (name === 'front' && !images.length) complain(where, 'no picture');
    }
    await page.context().close();
  }
}
await browser.close();
console.log(wrong ? `${wrong} complaints` : 'pages: nothing to complain of');
process.exit(wrong ? 1 : 0);
