// Opens a launched package in a headless Chromium, as a learner would, and does what the steps say.
//
//   node learner.mjs <folder with node_modules> <Chromium> <address:port of the service> <URL> <steps as JSON> <screenshot> [<HTML of the page around it>]
//
// A step is {"frame": [index, …], "click": selector} or {"frame": …, "read": selector, "until": text}. Every host is taken for the service. With
// HTML, the package is opened as a frame of http://training.test/frontend, whose learner has a cookie and an access token there.
// Prints one line of JSON: {"texts": […], "url", "failures": […]}.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';

const [folder, command, address, url, steps, screenshot, html] = process.argv.slice(2);
const { chromium } = createRequire(`${folder}/package.json`)('playwright-core');
const browser = await chromium.launch({
  executablePath: execFileSync('which', [command], { encoding: 'utf8' }).trim(),
  args: ['--no-sandbox', '--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests', `--host-resolver-rules=MAP *:80 ${address}`],
});
try {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1000, height: 640 } });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const failures = [];
  let underWay = 0;
  const isCommit = request => request.method() === 'POST';
  context.on('request', request => isCommit(request) && underWay++);
  context.on('requestfinished', request => isCommit(request) && underWay--);
  context.on('requestfailed', request => isCommit(request) && underWay--);
  const said = [];
  page.on('console', message => said.push(message.text()));
  page.on('pageerror', error => failures.push(String(error)));
  if (html) {
    await context.addCookies([{ name: 'session', value: 'secret', domain: 'training.test', path: '/' }]);
    await context.route('http://training.test/frontend', route => route.fulfill({ contentType: 'text/html', body: html }));
    await page.goto('http://training.test/frontend');
  } else {
    await page.goto(url);
  }

  const texts = [];
  const take = async ({ frame, click, read, until }) => {
    let place = page;
    for (const index of frame) place = place.frameLocator('iframe').nth(index);
    if (click) {
      await place.locator(click).click();
    } else {
      await place.locator(read).filter({ hasText: until }).waitFor();
      texts.push(await place.locator(read).textContent());
    }
  };

  try {
    for (const step of JSON.parse(steps)) await take(step);
  } catch (error) {
    const frames = await Promise.all(page.frames().map(async frame => `${frame.url()}: ${await frame.content().catch(String)}`));
    throw new Error(`${error.message}\n${frames.join('\n')}\n${said.join('\n')}`);
  }

  await page.screenshot({ path: screenshot });
  const ended = page.url();
  const deadline = Date.now() + 20_000;
  while (underWay > 0 && Date.now() < deadline) await new Promise(resolve => setTimeout(resolve, 50));
  await page.goto('about:blank');
  await new Promise(resolve => setTimeout(resolve, 3000)); // what is sent on leaving outlives its page, but not the browser
  console.log(JSON.stringify({ texts, url: ended, failures }));
} finally {
  await browser.close();
}
