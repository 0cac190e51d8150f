// Measures one running Guildhall: `node bench.mjs --data FOLDER [--database-url URL]`; see bench.sh for the rest.
// Prints lines `row|…`, `visit|…` and `act|…` for the tables and `command|…` for the commands behind them. Fails when
// the first visit of the overview has grown too large.
import { execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { acts } from './bench-acts.mjs';

const { chromium } = createRequire(new URL('../end2end/package.json', import.meta.url))('@playwright/test');
const {
  BENCH_PROGRAM: program,
  BENCH_PASSWORDS: passwords,
  BENCH_NAME: name,
  BENCH_CONNECTIONS: connections,
  BENCH_SECONDS: seconds,
} = process.env;
const ORG = process.env.BENCH_ORG ?? 'acme-widgets';
const USER = process.env.BENCH_USER ?? 'ada';

/** Most kB that a first visit of the overview may load. */
const FIRST_VISIT = 300;

const run = promisify(execFile);
const port = await freePort();
const base = `http://127.0.0.1:${port}`;
const args = [
  'serve',
  '--listen',
  `127.0.0.1:${port}`,
  '--base-url',
  base,
  '--rate-limits=false',
  '--log=warn',
  ...process.argv.slice(2),
];

const started = performance.now();
const server = serve();
let pages, measured;
try {
  const readyAfter = await ready(server, started);
  const before = residentMegabytes();
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const cookie = await signIn(browser);
  const visit = await firstVisit(browser, `/orgs/${ORG}`, cookie);
  for (const [path, who] of [
    [`/orgs/${ORG}`, cookie],
    ['/orgs/hundred/people', cookie],
    ['/orgs/hundred/projects', cookie],
    ['/projects/app/hundred-engines-4/access', cookie],
    ['/orgs/new', cookie],
    ['/account', cookie],
    ['/signin'],
  ]) {
    const { bytes, requests } = await firstVisit(browser, path, who);
    console.log(['visit', name, path, `${bytes} kB`, requests, `${await hydration(browser, path, who)} ms`].join('|'));
  }
  await browser.close();
  pages = [];
  const ada = `Cookie: ${cookie.name}=${cookie.value}`;
  for (const [page, path, header] of [
    ['overview, signed in', `/orgs/${ORG}`, ada],
    ['people, 100 members', '/orgs/hundred/people', ada],
    ['people, all members', '/orgs/everybody/people', ada],
    ['people, all, rare name', '/orgs/everybody/people?q=turing-9', ada],
    ['projects, 100', '/orgs/hundred/projects', ada],
    ['projects, all', '/orgs/everybody/projects', ada],
    ['projects, all, deep', await deep('/orgs/everybody/projects', cookie), ada],
    ['projects, all, one kind', '/orgs/everybody/projects?kind=nuget', ada],
    ['projects, all, rare name', '/orgs/everybody/projects?q=cogs-19', ada],
    ['project', '/projects/python/everybody-bearings-1', ada],
    ['access check', '/projects/python/everybody-bearings-1/access?who=grace', ada],
    ['search, rare word', '/search?q=cogs-19', ada],
    ['search, two letters', '/search?q=en', ada],
    ['public page, signed out', `/@${ORG}`, undefined],
  ]) {
    pages.push({ page, path, header, load: await load(path, header) });
  }
  for (const row of await acts(base, `${cookie.name}=${cookie.value}`, passwords))
    console.log(['act', name, ...row].join('|'));
  measured = [
    `${before} MB`,
    `${residentMegabytes()} MB`,
    `${readyAfter} ms`,
    `${visit.bytes} kB in ${visit.requests}`,
  ];
  if (visit.bytes > FIRST_VISIT) {
    console.error(`The first visit of the overview loads ${visit.bytes} kB, more than ${FIRST_VISIT} kB.`);
    process.exitCode = 1;
  }
} finally {
  await end(server);
}

// Only a server in development tells how many queries a page took.
const teller = serve('--dev');
try {
  await ready(teller, performance.now());
  for (const { page, path, header, load } of pages) {
    console.log(['row', name, page, ...load, await queriesOf(path, header), ...measured].join('|'));
  }
  const shown = args.map((arg) => arg.replace(/^\/tmp\/\S+\//, '…/').replace(/^postgres\S+/, 'postgres://…'));
  console.log(`command|guildhall ${shown.join(' ')}`);
} finally {
  await end(teller);
}

/** Quiet logs: what is measured is the pages, and a service that logs every page writes to a pipe nobody reads. */
function serve(...more) {
  return spawn(program, [...args, ...more], { stdio: ['ignore', 'ignore', 'inherit'] });
}

async function end(process) {
  if (process.exitCode !== null) return;
  const ended = new Promise((done) => process.once('exit', done));
  process.kill('SIGTERM');
  await ended;
}

async function ready(process, started) {
  while (performance.now() - started < 30_000) {
    if (process.exitCode !== null) throw new Error('the server ended early');
    const answer = await fetch(`${base}/readyz`).catch(() => undefined);
    if (answer?.ok) return Math.round(performance.now() - started);
    await sleep(5);
  }
  throw new Error('the server did not get ready');
}

async function signIn(browser) {
  const password = readFileSync(passwords, 'utf8').match(new RegExp(`^\\s*${USER}\\s+(.+?)(?:\\s{2,}.*)?$`, 'm'))?.[1];
  if (!password) throw new Error(`no password of ${USER} in ${passwords}`);
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(`${base}/signin`);
  await page.getByLabel('Username or e-mail').fill(USER);
  await page.getByLabel(/^Password/).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL(`${base}/orgs*`);
  const cookie = (await page.context().cookies()).find(({ name }) => name.endsWith('session'));
  await page.context().close();
  return cookie;
}

/** A page in a browser that knows nothing of the site yet. */
async function fresh(browser, cookie) {
  const context = await browser.newContext();
  if (cookie) await context.addCookies([cookie]);
  const page = await context.newPage();
  return { context, page, session: await context.newCDPSession(page) };
}

function live(page) {
  return page.waitForFunction(() => performance.getEntriesByName('live').length > 0);
}

/** kB on the wire for a first visit, as the browser counts them, until script answers. */
async function firstVisit(browser, path, cookie) {
  const { context, page, session } = await fresh(browser, cookie);
  await session.send('Network.enable');
  let bytes = 0;
  let requests = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => ((bytes += encodedDataLength), (requests += 1)));
  await page.goto(base + path);
  await live(page);
  // A page that listens for changes is never without a request; what it needs has come by now.
  await sleep(500);
  await context.close();
  return { bytes: Math.round(bytes / 1000), requests };
}

/** Milliseconds in which the program takes over a page, on a processor four times as slow; the middle of five. */
async function hydration(browser, path, cookie) {
  const times = [];
  for (let time = 0; time < 5; time++) {
    const { context, page, session } = await fresh(browser, cookie);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await page.goto(base + path);
    await live(page);
    times.push(
      await page.evaluate(
        () => performance.getEntriesByName('live')[0].startTime - performance.getEntriesByName('hydrate')[0].startTime,
      ),
    );
    await context.close();
  }
  return Math.round(times.sort((one, other) => one - other)[2]);
}

/** The tenth page of a list. */
async function deep(path, cookie) {
  let page = path;
  for (let place = 1; place < 10; place++) {
    const text = await (await fetch(base + page, { headers: { cookie: `${cookie.name}=${cookie.value}` } })).text();
    page = text.match(/href="([^"]+)" rel="next"/)?.[1].replaceAll('&amp;', '&') ?? page;
  }
  return page;
}

/** Database queries behind one page, where the server tells. */
async function queriesOf(path, header) {
  const headers = header ? { cookie: header.slice('Cookie: '.length) } : {};
  const answer = await fetch(base + path, { headers, redirect: 'manual' });
  if (answer.status !== 200) throw new Error(`${path} answers ${answer.status}`);
  return answer.headers.get('x-db-queries') ?? 'not told';
}

async function load(path, header) {
  const command = (time) => [
    '-t2',
    `-c${connections}`,
    `-d${time}s`,
    '--latency',
    ...(header ? ['-H', header] : []),
    base + path,
  ];
  // Not synchronously, or this process would not learn that the server has closed a connection it no longer uses.
  await run('wrk', command(2));
  const { stdout: output } = await run('wrk', command(seconds));
  console.log(
    `command|${['wrk', ...command(seconds)].join(' ').replace(/=[\w-]{20,}/, '=…')}`.replace(
      base,
      'http://127.0.0.1:PORT',
    ),
  );
  const find = (pattern) => output.match(pattern)?.[1] ?? '–';
  const bad = Number(find(/Non-2xx or 3xx responses: (\d+)/)) || 0;
  const broken =
    output
      .match(/Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/)
      ?.slice(1)
      .reduce((sum, n) => sum + Number(n), 0) ?? 0;
  return [find(/Requests\/sec:\s+([\d.]+)/), find(/\n\s+50%\s+(\S+)/), find(/\n\s+99%\s+(\S+)/), bad + broken];
}

function residentMegabytes() {
  return Math.round(Number(readFileSync(`/proc/${server.pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]) / 1024);
}

function freePort() {
  return new Promise((done) => {
    const listener = createServer().listen(0, '127.0.0.1', () => {
      const { port } = listener.address();
      listener.close(() => done(port));
    });
  });
}
