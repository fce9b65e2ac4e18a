import { expect, it } from 'vitest';
import type { Overview } from '../../src/core/ports.ts';
import { marked } from './cloud.ts';
import { openStage } from './stage.ts';
import { approved, auditOf, bindingsOf } from './steps.ts';

it('a branch that was read before the ledger takes nothing away that the ledger already knows', async () => {
  const stage = await openStage();
  const before = await stage.world().repository.overview();
  const pull = await approved(stage, 'just-merged');
  await stage.reconcile();
  expect(marked(await bindingsOf(stage), pull)).toHaveLength(2);

  const world = stage.world();
  const answers: Overview[] = [before];
  const overview = () => {
    const [stale] = answers.splice(0, 1);
    return stale === undefined ? world.repository.overview() : Promise.resolve(stale);
  };
  // Its own clock must have been told for the run to go on.
  await world.repository.repository();
  await stage.reconcile({ ...world, repository: { ...world.repository, overview } });
  expect(answers).toEqual([]);
  expect(marked(await bindingsOf(stage), pull)).toHaveLength(2);
  expect((await auditOf(stage)).records.map(({ kind }) => kind)).not.toContain('revoked');
});
