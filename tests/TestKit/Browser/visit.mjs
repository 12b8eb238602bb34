// Opens pages in a headless Chromium with scripts allowed and no policy to protect them, and does there what people do: moves over everything,
// focuses it and clicks it.
//
//   node visit.mjs <folder with node_modules> <Chromium> <folder with *.html> <prefix of the service's own addresses>
//
// Prints one line of JSON: {"pages", "executions": […], "requests": […]}; requests are those that go anywhere but to the service.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [folder, command, pages, own] = process.argv.slice(2);
const { chromium } = createRequire(`${folder}/package.json`)('playwright-core');
const browser = await chromium.launch({
  executablePath: execFileSync('which', [command], { encoding: 'utf8' }).trim(),
  args: ['--no-sandbox', '--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable', '--host-resolver-rules=MAP * ~NOTFOUND'],
});
try {
  const context = await browser.newContext();
  const executions = [];
  const requests = [];
  let current = '';
  await context.route('**/*', async route => {
    const url = route.request().url();
    if (url === `http://page.test/${current}`) {
      await route.fulfill({ contentType: 'text/html; charset=utf-8', body: readFileSync(join(pages, current), 'utf8') });
    } else {
      if (!url.startsWith(own) && !url.startsWith('data:') && url !== 'http://page.test/favicon.ico') requests.push(`${current}: ${url}`);
      await route.abort();
    }
  });
  await context.exposeBinding('executed', () => { executions.push(current); });
  const open = async () => {
    const page = await context.newPage();
    page.on('dialog', async dialog => { executions.push(`${current}: ${dialog.message()}`); await dialog.dismiss().catch(() => {}); });
    return page;
  };
  let page = await open();
  const files = readdirSync(pages).filter(name => name.endsWith('.html')).sort();
  for (current of files) {
    const address = `http://page.test/${current}`;
    try {
      await page.goto(address, { waitUntil: 'load', timeout: 20_000 });
    } catch {
      // What an attack in the page before has started can get in the way of leaving it: once more, where nothing has been.
      page = await open();
      await page.goto(address, { waitUntil: 'load', timeout: 60_000 });
    }

    await page.evaluate(() => {
      document.addEventListener('submit', event => event.preventDefault(), true);
      for (const element of document.querySelectorAll('*')) {
        for (const name of ['mouseover', 'mouseenter', 'pointerover', 'animationstart', 'toggle', 'input']) {
          element.dispatchEvent(new Event(name, { bubbles: true }));
        }
        element.focus?.();
        element.click?.();
      }
    }).catch(() => {});
  }
  await page.waitForTimeout(300);
  console.log(JSON.stringify({ pages: files.length, executions, requests }));
} finally {
  await browser.close();
}
