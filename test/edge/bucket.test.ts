import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectBucket } from '../../src/edge/bucket.ts';
import { tokenCredentials } from '../../src/edge/google/credentials.ts';
import { startSandboxGoogle, type Sandbox } from '../sandbox/google/client.ts';

const INSERT = 'POST /upload/storage/v1/b/{bucket}/o';
let sandbox: Sandbox;
beforeEach(async () => void (sandbox = await startSandboxGoogle()));
afterEach(() => sandbox.google.close());

function bucket(name = 'acme-audit-anchors', who = `serviceAccount:${sandbox.google.granter}`) {
  const pause = () => Promise.resolve();
  const auth = tokenCredentials(sandbox.google.tokenFor(who));
  return connectBucket({ auth, bucket: name, endpoint: sandbox.google.origin, pause });
}

describe('objects that are created once', () => {
  it('are created, read and listed from a name on', async () => {
    for (const name of ['a/b/1', 'a/b/2', 'a/b/3', 'a/c/9'])
      expect(await bucket().create(name, `text é of ${name}\n`)).toEqual({ outcome: 'created' });
    expect(await bucket().read('a/b/2')).toEqual({ text: 'text é of a/b/2\n' });
    expect(await bucket().list('a/b/', 'a/b/2')).toEqual({ names: ['a/b/2', 'a/b/3'] });
    expect(await bucket().list('z/', 'z/')).toEqual({ names: [] });
  });

  it('are never replaced', async () => {
    await bucket().create('a', 'first');
    expect(await bucket().create('a', 'second')).toEqual({ outcome: 'exists' });
    expect(await bucket().read('a')).toEqual({ text: 'first' });
    // Nor by somebody who leaves the condition out: the granter may create and not delete.
    const { status } = await sandbox.call(
      'POST',
      '/upload/storage/v1/b/acme-audit-anchors/o?uploadType=media&name=a',
      'third',
      sandbox.google.tokenFor(`serviceAccount:${sandbox.google.granter}`),
    );
    expect(status).toBe(403);
  });

  it('exist, when the answer to their making was lost', async () => {
    sandbox.google.service.faults.add({ operation: INSERT, when: 'after', answer: 503, times: 1 });
    expect(await bucket().create('a', 'text')).toEqual({ outcome: 'exists' });
    expect(await bucket().read('a')).toEqual({ text: 'text' });
  });

  it('are told apart from what could not be asked', async () => {
    expect(await bucket().read('none')).toEqual({ unread: expect.stringContaining('HTTP 404') as string });
    expect(await bucket('another-bucket').list('', '')).toEqual({
      unread: expect.stringContaining('HTTP 404') as string,
    });
    const mallory = bucket('acme-audit-anchors', 'user:mallory@acme.example');
    expect(await mallory.create('a', 'b')).toEqual({
      outcome: 'failed',
      sentence: expect.stringContaining(
        'HTTP 403: mallory@acme.example does not have storage.objects.create access',
      ) as string,
    });
    expect(await mallory.list('', '')).toEqual({ unread: expect.stringContaining('HTTP 403') as string });
    for (const operation of [INSERT, 'GET /storage*'])
      sandbox.google.service.faults.add({ operation, when: 'before', answer: 'drop', times: 99 });
    expect(await bucket().create('a', 'b')).toEqual({
      outcome: 'failed',
      sentence: expect.stringContaining('no answer') as string,
    });
    expect(await bucket().read('a')).toEqual({ unread: expect.stringContaining('no answer') as string });
  });

  it.each(['{"items":[{"name":1}]}', '{"items":5}', 'half', '[]', '{"nextPageToken":"more"}'])(
    'are not listed by an answer that says %s',
    async (body) => {
      sandbox.google.service.faults.add({
        operation: 'GET /storage/v1/b/{bucket}/o',
        when: 'before',
        answer: 200,
        times: 9,
        body,
      });
      expect(await bucket().list('', '')).toEqual({ unread: 'Google did not answer with a complete list of objects' });
    },
  );
});
