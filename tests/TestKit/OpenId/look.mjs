// Looks at a page in a headless Chromium, as whoever scans a certificate does.
//
//   node look.mjs <folder with node_modules> <Chromium> <URL> <host=address:port> <language> <screenshot>
//
// Prints one line of JSON: {"heading", "text", "scripts", "refused"}; refused is what the page's policy has kept out.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';

const [folder, command, url, mapping, locale, screenshot] = process.argv.slice(2);
const { chromium } = createRequire(`${folder}/package.json`)('playwright-core');
const [host, address] = mapping.split('=');
const browser = await chromium.launch({
  executablePath: execFileSync('which', [command], { encoding: 'utf8' }).trim(),
  args: ['--no-sandbox', '--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable', `--host-resolver-rules=MAP ${host}:80 ${address}`],
});
try {
  const page = await (await browser.newContext({ locale, viewport: { width: 900, height: 700 } })).newPage();
  page.setDefaultTimeout(60_000);
  const refused = [];
  page.on('console', (message) => message.type() === 'error' && refused.push(message.text()));
  await page.goto(url);
  await page.waitForSelector('main h1');
  await page.screenshot({ path: screenshot });
  console.log(JSON.stringify({
    heading: await page.textContent('h1'),
    text: await page.innerText('main'),
    scripts: await page.locator('script').count(),
    refused,
  }));
} finally {
  await browser.close();
}
