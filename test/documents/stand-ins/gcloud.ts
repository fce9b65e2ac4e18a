import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { findCommand, providerBody } from '../gcloud-commands.ts';

/*
 * Stands before Google's own gcloud: writes down the arguments, and starts gcloud. Without gcloud it compares the
 * arguments with the table of known commands, and sends nothing.
 */
const gcloud = process.env['PULLCORD_GCLOUD'] ?? '';
const journal = process.env['PULLCORD_GCLOUD_JOURNAL'] ?? '';
const argv = process.argv.slice(2);
const before = existsSync(journal) ? readFileSync(journal, 'utf8').split('\n').filter(Boolean) : [];
appendFileSync(journal, `${JSON.stringify(argv)}\n`);

if (gcloud !== '') process.exit(spawnSync(gcloud, argv, { stdio: 'inherit' }).status ?? 1);

const { command, args } = findCommand(argv);
if (command.words.endsWith('providers describe')) {
  const pool = args.flags['workload-identity-pool'];
  const created = before
    .map((line) => findCommand(JSON.parse(line) as string[]))
    .find((one) => one.command.words.endsWith('create-oidc') && one.args.flags['workload-identity-pool'] === pool);
  if (created === undefined) throw new Error(`no provider was created in the pool ${pool ?? ''}`);
  process.stdout.write(JSON.stringify(providerBody(created.args)));
} else process.stdout.write(`${command.prints?.(args) ?? ''}\n`);
