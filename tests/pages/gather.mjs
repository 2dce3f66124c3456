// Finds a page of every kind on a running paper, keeps each in a folder for the checkers that read files (NAME.html, NAME.rss …),
// writes the list of them (pages.json), and fails where a kind is missing or one is heavier than it may be.
// Usage: node gather.mjs http://127.0.0.1:8080 FOLDER [the editor's password]
import { writeFileSync } from 'node:fs';
import http from 'node:http';
import { gunzipSync } from 'node:zlib';

const [base, folder, password] = process.argv.slice(2);
let cookie = '';
let wrong = 0;
const complain = (what) => { wrong += 1; console.error(what); };

// As it is sent: what fetch gives is unpacked already.
function get(path) {
  const headers = { 'accept-encoding': 'gzip', cookie };
  return new Promise((done, failed) => {
    http.get(base + path, { headers }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => {
        const sent = Buffer.concat(parts);
        const packed = answer.headers['content-encoding'] === 'gzip';
        const text = (packed ? gunzipSync(sent) : sent).toString();
        done({ status: answer.statusCode, to: answer.headers.location, sent: sent.length, text });
      });
    }).on('error', failed);
  });
}

async function follow(path) {
  const answer = await get(path);
  return answer.to ? { path: answer.to, ...(await get(answer.to)) } : { path, ...answer };
}

async function signIn() {
  const body = new URLSearchParams({ name: 'editor', password });
  const answer = await fetch(`${base}/admin/sign-in`, { method: 'POST', body, headers: { origin: base }, redirect: 'manual' });
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}

// The first address in a page that begins so.
const first = (page, beginning) => page.text.match(new RegExp(`href="(${beginning}[^"]*)"`))?.[1];

// Bytes as sent: what readers load to read (research: an article with all around it ≤ 15 kB, the style sheet ≤ 8 kB).
const LIGHT = 15_000;
const STYLE = 8_000;
const SCRIPT = 3_000;

const pages = {};
async function keep(name, path, wanted = 200) {
  if (!path) {
    complain(`${name}: no link to a page of this kind was found`);
    return { text: '' };
  }
  const page = await follow(path);
  if (page.status !== wanted) complain(`${name}: ${page.path} answers ${page.status} and not ${wanted}`);
  writeFileSync(`${folder}/${name}.html`, page.text);
  pages[name] = { path: page.path, admin: name.startsWith('admin-'), sent: page.sent };
  return page;
}

const front = await keep('front', '/');
const story = await keep('story', first(front, '/story/'));
await keep('section', first(front, '/world'));
await keep('report', first(story, '/report/'));
await keep('name', first(story, '/name/'));
const outlets = await keep('outlets', '/outlets');
await keep('outlet', first(outlets, '/outlet/'));
await keep('search', '/search?q=the');
await keep('search-empty', '/search');
await keep('search-nothing', '/search?q=zzzzzzzz');
await keep('archive', '/archive');
await keep('archive-empty', '/archive/2001-01-01');
await keep('about', '/about');
await keep('settings', '/settings');
await keep('missing', '/no-such-page/at-all', 404);
await keep('sign-in', '/admin/sign-in');
for (const [name, page] of Object.entries(pages)) {
  if (page.sent > LIGHT) complain(`${name}: ${page.sent} bytes compressed, more than ${LIGHT}`);
}
const style = await get('/site.css');
if (style.sent > STYLE) complain(`the style sheet: ${style.sent} bytes compressed, more than ${STYLE}`);
const scripts = new Set(Object.keys(pages).flatMap((name) => name === 'front' ? [...front.text.matchAll(/<script[^>]* src="([^"]+)"/g)] : []).map((found) => found[1]));
let script = 0;
for (const path of scripts) script += (await get(path)).sent;
if (script > SCRIPT) complain(`scripts: ${script} bytes compressed, more than ${SCRIPT}`);

for (const name of ['front', 'section', 'story', 'outlet', 'name', 'search']) {
  for (const kind of ['rss', 'atom', 'json']) {
    const [path, query] = (pages[name]?.path ?? '').split('?');
    const feed = await get(`${path === '/' ? '/feed' : path}.${kind}${query ? `?${query}` : ''}`);
    if (feed.status !== 200) complain(`${name}.${kind}: answers ${feed.status}`);
    writeFileSync(`${folder}/${name}.${kind}`, feed.text);
  }
}
for (const file of ['sitemap.xml', 'robots.txt', 'icon.svg']) writeFileSync(`${folder}/${file}`, (await get(`/${file}`)).text);

if (password) {
  cookie = await signIn();
  if (!cookie) complain('the editor cannot sign in');
  await keep('admin-overview', '/admin');
  const desk = await keep('admin-outlets', '/admin/outlets');
  await keep('admin-outlet', first(desk, '/admin/outlets/'));
  await keep('admin-work', '/admin/work');
  await keep('admin-log', '/admin/log');
  await keep('admin-stories', '/admin/stories');
  const editing = await keep('admin-story', first(story, '/admin/stories/'));
  await keep('admin-report', first(editing, '/admin/reports/'));
  await keep('admin-takedowns', '/admin/takedowns');
}
writeFileSync(`${folder}/pages.json`, JSON.stringify({ base, cookie, pages }, null, 1));
const weights = Object.entries(pages).map(([name, page]) => `${name} ${(page.sent / 1_000).toFixed(1)}`);
console.log(`kB compressed: ${weights.join(', ')}; style ${(style.sent / 1_000).toFixed(1)}, script ${(script / 1_000).toFixed(1)}`);
process.exit(wrong ? 1 : 0);
