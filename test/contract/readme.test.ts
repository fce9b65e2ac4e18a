import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/command/commands.ts';
import { renderPhrase } from '../../src/core/report/render.ts';
import { reconcileSections } from '../../src/core/report/reconcile.ts';
import { message } from '../../src/core/message.ts';
import { EXIT } from '../../src/failure.ts';
import { checkFiles } from '../../src/flow/check.ts';
import { readPolicySet } from '../../src/flow/observe/documents.ts';
import { blocks, documents, exists, filesUnder, matches, read, section, sorted, spans, textOf } from './documents.ts';

const contributing = textOf('CONTRIBUTING.md');
/** README and every page of docs/. */
const manual = documents
  .filter(({ name }) => name === 'README.md' || name.startsWith('docs/'))
  .map(({ text }) => text)
  .join('\n');

describe('the YAML of README and docs', () => {
  const named = blocks(manual, 'yaml').map((text) => [/^# (\S+)\n/.exec(text)?.[1] ?? '', text] as const);
  const policies = named.filter(([path]) => path.startsWith('policies/'));
  const heredocs = matches(manual, /<<'YAML'\n([^]*?)^YAML$/gm).map(
    (text) => ['requests/2026/11/orders-locks.yaml', text] as const,
  );
  const requests = [...named.filter(([path]) => path.startsWith('requests/')), ...heredocs];

  it('is of all three kinds, and each block names its file', () => {
    expect(named.map(([path]) => path)).toEqual([
      'requests/2026/11/orders-db-timeouts.yaml',
      'granter-condition.yaml',
      'policies/orders-db-read.yaml',
      'policies/organization.yaml',
    ]);
    expect(heredocs).toHaveLength(1);
    for (const [, text] of named) expect(load(text)).toBeTypeOf('object');
  });

  it('has policies that pass their schemas and go together', () => {
    expect(readPolicySet(policies.map(asFile)).issues).toEqual([]);
  });

  it('has requests that pass their schema and these policies', () => {
    for (const set of [policies, samplePolicies()])
      expect(checkFiles(requests.map(asFile), set.map(asFile), true)).toMatchObject({ passed: true, issues: [] });
  });

  it('has the sample policy and the sample request as they are', () => {
    for (const [path, text] of named.filter(([name]) => /orders-db/.test(name)))
      expect(load(text)).toEqual(load(read(path)));
  });

  it('lets the granter give every role of the sample policies on that project', () => {
    const condition = named.find(([path]) => path === 'granter-condition.yaml')?.[1] ?? '';
    const set = readPolicySet(samplePolicies().map(asFile));
    const roles = [...set.policies.values()]
      .flatMap(({ access }) => access)
      .filter(({ resource }) => resource === 'projects/acme-orders-prod')
      .flatMap((access) => access.roles);
    expect(sorted(matches(condition, /'(roles\/[\w.]+)'/g))).toEqual(sorted(roles));
  });
});

/** As it would be read from a repository. */
function asFile([path, text]: readonly [string, string]) {
  return { path, blob: '', mode: '100644', bytes: new TextEncoder().encode(text) };
}

function samplePolicies(): (readonly [string, string])[] {
  return filesUnder('policies')
    .filter((path) => path.endsWith('.yaml'))
    .map((path) => [path, read(path)] as const);
}

describe('commands', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const commands = COMMANDS.map(({ name }) => name);

  it('are found in the code', () => {
    expect(commands).toContain('reconcile');
  });

  it.each(documents)('of npm in $name are scripts', ({ text }) => {
    for (const script of matches(text, /npm run (?:-s )?([a-z]+(?:-[a-z]+)*)/g))
      expect(Object.keys(scripts)).toContain(script);
    for (const builtIn of matches([...spans(text), ...blocks(text, 'sh')].join('\n'), /npm ([a-z]+)/g))
      expect(['run', 'cit', 'ci', 'test', 'install']).toContain(builtIn);
  });

  it('of the project are all in CONTRIBUTING', () => {
    for (const script of Object.keys(scripts)) expect(contributing).toMatch(new RegExp(`npm (?:run )?${script}\\b`));
  });

  it.each(documents)('of pullcord in $name exist, with their options', async ({ text }) => {
    for (const call of matches(text.replaceAll(/\\\n\s*/g, ''), /\bpullcord -- ([^`\n#>]*)/g)) {
      const [command = '', ...rest] = call.trim().split(/\s+/);
      if (command !== '…') expect(commands).toContain(command);
      const usage = (await COMMANDS.find(({ name }) => name === command)?.load())?.usage;
      for (const option of rest.filter((word) => word.startsWith('--')))
        expect(Object.keys(usage?.options ?? {})).toContain(option.slice(2));
    }
  });

  it('never start a package by its bare name, which npm may fetch from a stranger', () => {
    const bare = /\bnpx\s+(?:-\S+\s+)*[@\w]/;
    for (const text of ['run `npx pullcord check`', 'npx --yes pullcord', 'npx\n@acme/pullcord'])
      expect(text).toMatch(bare);
    const code = ['src', 'bin', 'scripts', '.github']
      .flatMap(filesUnder)
      .filter((path) => /\.(?:ts|js|md|yml|yaml)$|bin\/pullcord$/.test(path));
    for (const path of ['action.yml', 'package.json', ...documents.map(({ name }) => name), ...code])
      expect({ path, bare: bare.exec(read(path))?.[0] }).toEqual({ path, bare: undefined });
  });

  it('start workflows that exist', () => {
    const started = matches(manual, /gh workflow run (\S+\.yml)/g);
    expect(sorted(started)).toEqual(['quarantine.yml', 'reconcile.yml']);
    for (const file of started) expect(exists(`.github/workflows/${file}`)).toBe(true);
  });
});

describe('docs/give-back.md', () => {
  it('has every reason to revoke early, and no other', () => {
    const revocations = matches(
      [...filesUnder('src/flow'), ...filesUnder('src/core/revocation')]
        .filter((path) => path.endsWith('.ts'))
        .map(read)
        .join('\n'),
      /'((?:request|policy)-(?:deleted|changed|withdrawn)|revoked-by-\w+|person-quarantined)'/g,
    );
    const documented = matches(section(textOf('docs/give-back.md'), 'Reasons on record'), /^- `([a-z0-9-]+)`:/gm);
    expect(revocations.length).toBeGreaterThan(5);
    expect(sorted(documented)).toEqual(sorted(revocations));
  });
});

describe('docs/trouble.md', () => {
  const page = section(textOf('docs/trouble.md'), 'Find out what happened');

  it('quotes the headings and the lists of a report of reconcile', () => {
    const codes = ['review-owed', 'rerun', 'iam-refused'] as const;
    const reports = codes.map((code) => ({ records: [], judged: [], plans: [], messages: [message(code, 'x')] }));
    const sections = reports.flatMap(reconcileSections);
    const headings = sections.map(({ title }) => renderPhrase(title));
    for (const heading of headings.slice(1)) expect(page).toContain(heading);
    const lists = sections.flatMap(({ lists: all = [] }) => all.map(({ title }) => title));
    expect(lists).toHaveLength(3);
    for (const title of lists) expect(page).toContain(`\`${title}\``);
  });
});

describe('what people rely on', () => {
  it.each(['README.md', 'docs/command-line.md'])('has every exit status in %s, and no other', (name) => {
    const rows = matches(textOf(name), /^\| (\d) +\|/gm).map(Number);
    expect(rows.sort()).toEqual(Object.values(EXIT).sort());
  });

  it('has the variables and secrets of the workflows, and no other', () => {
    const workflows = filesUnder('.github/workflows').map(read).join('\n');
    const wanted = sorted(matches(workflows, /\b(?:vars|secrets)\.(\w+)/g));
    const set = sorted(matches(blocks(manual, 'sh').join('\n'), /gh (?:variable|secret) set (\w+)/g));
    expect(set).toEqual(wanted);
  });

  it("pins Google's provider to the workflow that is there", () => {
    const [workflow = '', aside = ''] = matches(
      manual,
      /assertion\.workflow_ref == 'acme\/access\/(\S+)@refs\/heads\/main'/g,
    );
    expect(workflow).toBe('.github/workflows/reconcile.yml');
    expect(aside).toBe('.github/workflows/quarantine.yml');
    for (const each of [workflow, aside]) expect(exists(each)).toBe(true);
    const [events = ''] = matches(manual, /assertion\.event_name in \[([^\]]*)\]/g);
    const { on } = load(read(workflow)) as { on: object };
    expect(sorted(matches(events, /'(\w+)'/g))).toEqual(sorted(Object.keys(on)));
  });

  it('has JSON that parses', () => {
    const bodies = [...blocks(manual, 'json'), ...matches(manual, /<<'JSON'\n([^]*?)^JSON$/gm)];
    expect(bodies.length).toBe(5);
    for (const body of bodies) expect(JSON.parse(body)).toBeTypeOf('object');
  });
});
