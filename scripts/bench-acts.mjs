// What people do, measured over HTTP on a running server: inviting, accepting, and changes that reach open pages.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import http from 'node:http';

const INVITED = Number(process.env.BENCH_INVITATIONS ?? 3000);
const ACCEPTED = Number(process.env.BENCH_ACCEPTED ?? 300);
const PAGES = Number(process.env.BENCH_OPEN_PAGES ?? 1000);
/** Requests under way at one time. */
const AT_ONCE = 16;
/** Lines of one form. */
const LINES = 100;

/** Rows of what, how much, and how it was measured. `cookie` is that of the Owner of `hundred` and `everybody`. */
export async function acts(base, cookie, passwords) {
  const password = (user) =>
    readFileSync(passwords, 'utf8').match(new RegExp(`^\\s*${user}\\s+(.+?)(?:\\s{2,}.*)?$`, 'm'))[1];
  const warden = await signIn(base, 'warden', password('warden'));
  const settings = await (
    await get(base, warden, '/do/app/pages/admin/settings/read_settings', 'application/json')
  ).json();
  await post(base, warden, 'pages/admin/settings/change_settings', {
    ...settings,
    daily_invitations: 100000,
    daily_mails: 1000,
    hourly_mails: 1000000,
  });

  const sheets = Array.from({ length: INVITED / LINES }, (_, sheet) => addresses(sheet));
  const sending = await timed(() => each(sheets, (people) => invite(base, cookie, people)));
  const newcomers = (await names(base, cookie, 'everybody'))
    .filter(await notIn(base, cookie, 'hundred'))
    .slice(0, ACCEPTED);
  for (let at = 0; at < newcomers.length; at += LINES) await invite(base, cookie, newcomers.slice(at, at + LINES));
  const sessions = [];
  await each(newcomers, async (name) => sessions.push(await signIn(base, name, password('ada'))));
  const waiting = [];
  await each(sessions, async (session) => {
    const questions = await (
      await get(base, session, '/do/app/frame/waiting/read_questions', 'application/json')
    ).json();
    waiting.push({ session, id: questions[0].field[1] });
  });
  const accepting = await timed(() =>
    each(waiting, ({ session, id }) => post(base, session, 'pages/invitation/answer/accept_invitation', { id })),
  );
  const heard = await changesHeard(base, cookie, sessions);
  const brought = await bring(base, cookie);
  return [
    ['invitations sent', `${Math.round(INVITED / sending)}/s`, `${INVITED} in forms of ${LINES}, one organization`],
    [
      'invitations accepted',
      `${Math.round(newcomers.length / accepting)}/s`,
      `${newcomers.length} by ${AT_ONCE} at once, one organization`,
    ],
    [`change heard by ${PAGES} open pages`, `p50 ${heard.p50} ms, last ${heard.last} ms`, 'from sending the act'],
    [
      'projects brought in',
      `${Math.round(brought.count / brought.seconds)}/s`,
      `${brought.count} at once, until the last`,
    ],
  ];
}

function addresses(sheet) {
  return Array.from({ length: LINES }, (_, line) => `bench-${randomUUID().slice(0, 8)}-${sheet}-${line}@example.com`);
}

/** All projects of ada's own account go into an organization. */
async function bring(base, cookie) {
  const chosen = await post(base, cookie, 'pages/projects/acts/prepare_import', { org: 'hundred', all: 'yes' });
  const page = chosen.headers.get('location');
  let text = '';
  const seconds = await timed(async () => {
    await post(base, cookie, 'pages/projects/acts/begin_import', { id: page.split('/').at(-1) });
    while (!/([\d,]+) projects? came in/.test(text)) text = await (await get(base, cookie, page, 'text/html')).text();
  });
  return { count: Number(text.match(/([\d,]+) projects? came in/)[1].replaceAll(',', '')), seconds };
}

/** What several are invited by is looked at before it is sent. */
async function invite(base, cookie, people) {
  const batch = randomUUID();
  const fields = { org: 'hundred', batch, people: people.join('\n'), role: 'member', message: '' };
  await post(base, cookie, 'pages/people/invite/invite_people', fields);
  if (people.length === 1) return;
  const lines = Object.fromEntries(people.map((line, place) => [`line[${place}]`, line]));
  await post(base, cookie, 'pages/people/review/send_invitations', { org: 'hundred', id: batch, ...lines });
}

async function names(base, cookie, org) {
  const csv = await (await get(base, cookie, `/orgs/${org}/people.csv`, 'text/csv')).text();
  return csv
    .split('\n')
    .slice(1)
    .map((line) => line.split(',')[0])
    .filter((name) => name && name !== 'ada');
}

async function notIn(base, cookie, org) {
  const members = new Set(await names(base, cookie, org));
  return (name) => !members.has(name);
}

async function signIn(base, login, password) {
  const answer = await post(base, '', 'pages/entrance/signin/sign_in', { login, password });
  return answer.headers.get('set-cookie').split(';')[0];
}

const get = (base, cookie, path, accept) => fetch(base + path, { headers: { cookie, accept } });

async function post(base, cookie, path, fields) {
  const headers = { cookie, accept: 'application/json', 'sec-fetch-site': 'same-origin' };
  const answer = await fetch(`${base}/do/app/${path}`, {
    method: 'POST',
    headers,
    body: new URLSearchParams(fields),
    redirect: 'manual',
  });
  if (!answer.ok) throw new Error(`${path} answers ${answer.status}: ${await answer.text()}`);
  await answer.arrayBuffer();
  return answer;
}

async function each(items, act) {
  const queue = [...items];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) await act(item);
    }),
  );
}

/** Seconds that it took. */
async function timed(act) {
  const begun = performance.now();
  await act();
  return (performance.now() - begun) / 1000;
}

/** Milliseconds until open pages of these members heard of a change, from the moment it was asked for. */
async function changesHeard(base, cookie, members) {
  const agent = new http.Agent({ maxSockets: Infinity });
  const heard = [];
  let told;
  const all = new Promise((done) => (told = done));
  const far = Date.now() + 86_400_000;
  const open = (page) =>
    new Promise((done, fail) => {
      // One person has a dozen pages that are told.
      const headers = { cookie: members[page % members.length] };
      const request = http
        .get(`${base}/live?org=hundred&since=${far}`, { agent, headers }, (stream) => {
          if (stream.statusCode !== 200) return fail(new Error(`/live answers ${stream.statusCode}`));
          stream.on('data', function listen(piece) {
            if (!String(piece).includes('data: org')) return;
            stream.off('data', listen);
            heard.push(performance.now());
            if (heard.length === PAGES) told();
          });
          streams.push(request);
          done();
        })
        .on('error', fail);
      request.setNoDelay(true);
    });
  const streams = [];
  await each(
    Array.from({ length: PAGES }, (_, page) => page),
    open,
  );
  const begun = performance.now();
  await invite(base, cookie, [`heard-${randomUUID()}@example.com`]);
  await all;
  for (const stream of streams) stream.on('error', () => {}).destroy();
  const waits = heard.map((at) => Math.round(at - begun)).sort((one, other) => one - other);
  return { p50: waits[Math.floor(waits.length / 2)], last: waits.at(-1) };
}
