// A real OpenID provider (npm oidc-provider) with one client and a few people, who sign in by name alone on its own development pages.
//
//   node provider.mjs <folder with node_modules> <redirect URI>
//
// Prints `listening <port>` once it serves, on a random port of the loopback, and ends with its standard input.
import { createRequire } from 'node:module';
import http from 'node:http';
import { pathToFileURL } from 'node:url';

const [folder, redirectUri] = process.argv.slice(2);
const require = createRequire(`${folder}/package.json`);
const { Provider } = await import(pathToFileURL(require.resolve('oidc-provider')));

const people = {
  emil: { email: 'emil@nordwind.example.com', given_name: 'Emil', family_name: 'Nolde', name: 'Emil Nolde', locale: 'de-DE', groups: ['Leads'] },
  ada: { email: 'ada@nordwind.example.com', given_name: 'Augusta', family_name: 'King', name: 'Augusta King', groups: ['Admins'] },
};

const server = http.createServer();
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const issuer = `http://127.0.0.1:${server.address().port}`;
const provider = new Provider(issuer, {
  clients: [{
    client_id: 'securitytraining',
    client_secret: 'a secret of the real provider',
    redirect_uris: [redirectUri],
    response_types: ['code'],
    grant_types: ['authorization_code'],
  }],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['given_name', 'family_name', 'name', 'locale', 'groups'] },
  // As most providers do: what the scopes ask for stands in the identity token.
  conformIdTokenClaims: false,
  cookies: { keys: ['only for tests'] },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, email_verified: true, ...people[id] }) }),
  pkce: { required: () => true },
});
server.on('request', provider.callback());
process.stdin.on('end', () => process.exit(0)).resume();
console.log(`listening ${server.address().port}`);
