// Signs somebody in at the provider's development pages, in a headless Chromium, as a person would.
//
//   node browser.mjs <folder with node_modules> <Chromium> <start URL> <host=address:port> <name> <screenshot>
//
// The host is taken for that address. Prints one line of JSON: {"title", "heading", "code", "url", "cookies", "scripts"}.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';

const [folder, command, start, mapping, name, screenshot] = process.argv.slice(2);
const { chromium } = createRequire(`${folder}/package.json`)('playwright-core');
const [host, address] = mapping.split('=');
const browser = await chromium.launch({
  executablePath: execFileSync('which', [command], { encoding: 'utf8' }).trim(),
  args: ['--no-sandbox', '--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable', `--host-resolver-rules=MAP ${host}:80 ${address}`],
});
try {
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(start);
  const own = await context.cookies(`http://${host}`);
  await page.fill('input[name=login]', name);
  await page.fill('input[name=password]', 'any');
  await page.click('button[type=submit]');
  await page.click('button[type=submit]'); // consent
  await page.waitForSelector('main h1');
  await page.screenshot({ path: screenshot });
  console.log(JSON.stringify({
    title: await page.title(),
    heading: await page.textContent('h1'),
    code: await page.textContent('#code').catch(() => null),
    url: page.url().split('?')[0],
    cookies: own.map(({ name: cookie, httpOnly, sameSite }) => ({ name: cookie, httpOnly, sameSite })),
    left: (await context.cookies(`http://${host}`)).length,
    scripts: await page.locator('script').count(),
  }));
} finally {
  await browser.close();
}
