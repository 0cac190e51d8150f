import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export type Database = 'sqlite' | 'postgres';

const root = resolve(__dirname, '..');

/** The program under test. */
export const program = resolve(root, process.env.GUILDHALL_BIN ?? 'target/debug/guildhall');

/** One running Guildhall with a database of its own. */
export class Server {
  /** What it printed so far. */
  output = '';

  private constructor(
    readonly url: string,
    /** Its data folder. */
    readonly data: string,
    private readonly child: ChildProcess,
    /** Runs SQL on its database, for what no page can do, such as letting time pass. */
    readonly sql: (text: string) => void,
    private readonly dropDatabase: () => void,
  ) {
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (this.output += chunk));
  }

  /** Starts a server and waits until it can answer. `prepare` sees the data folder before the start. */
  static async start(database: Database, prepare?: (args: string[]) => void): Promise<Server> {
    const data = mkdtempSync(join(tmpdir(), 'guildhall-'));
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const store = ['--data', data];
    const postgres = database === 'postgres' ? createDatabase() : undefined;
    if (postgres) store.push('--database-url', postgres.url);
    prepare?.(store);
    // The proxy header gives every visitor an address of its own; otherwise rate limits would see one busy person.
    const args = [
      'serve',
      '--dev',
      '--listen',
      `127.0.0.1:${port}`,
      '--base-url',
      url,
      '--trusted-proxy',
      '127.0.0.1',
      ...store,
    ];
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: ownEnvironment() });
    const sqlite = (text: string) =>
      execFileSync('sqlite3', ['-cmd', '.timeout 10000', join(data, 'guildhall.sqlite3'), text], { stdio: 'pipe' });
    const server = new Server(url, data, child, postgres?.sql ?? sqlite, () => postgres?.drop());
    await server.ready();
    return server;
  }

  /** The one-time link that an empty server prints. */
  setupLink(): string {
    const link = this.output.match(/https?:\/\/\S+\/setup\?token=[\w-]+/)?.[0];
    if (!link) throw new Error(`no setup link in the output:\n${this.output}`);
    return link;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null) {
      const ended = new Promise((done) => this.child.once('exit', done));
      this.child.kill('SIGTERM');
      const gently = await Promise.race([ended.then(() => true), sleep(10_000).then(() => false)]);
      if (!gently) this.child.kill('SIGKILL');
    }
    this.dropDatabase();
    rmSync(this.data, { recursive: true, force: true });
  }

  private async ready(): Promise<void> {
    for (let tries = 0; tries < 300; tries++) {
      if (this.child.exitCode !== null) break;
      const answer = await fetch(`${this.url}/readyz`).catch(() => undefined);
      if (answer?.ok) return;
      await sleep(50);
    }
    const output = this.output;
    await this.stop();
    throw new Error(`${program} did not get ready:\n${output}`);
  }
}

/** The test's environment without settings of a Guildhall that a developer runs. */
export function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(GUILDHALL|LEPTOS)_/.test(name)));
}

/** A port nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const listener = createServer()
      .once('error', fail)
      .listen(0, '127.0.0.1', () => {
        const address = listener.address();
        listener.close(() =>
          address && typeof address === 'object' ? done(address.port) : fail(new Error('no port')),
        );
      });
  });
}

function createDatabase(): { url: string; sql: (text: string) => void; drop: () => void } {
  const cluster = process.env.GUILDHALL_TEST_POSTGRES;
  if (!cluster) throw new Error('GUILDHALL_TEST_POSTGRES names no cluster; scripts/test.sh starts one');
  const name = `e2e_${randomBytes(6).toString('hex')}`;
  const psql = (url: string, text: string) =>
    execFileSync('psql', ['--quiet', '--no-psqlrc', url, '--command', text], { stdio: 'pipe' });
  psql(cluster, `create database ${name}`);
  const url = new URL(cluster);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    sql: (text) => psql(url.href, text),
    drop: () => psql(cluster, `drop database if exists ${name} with (force)`),
  };
}
