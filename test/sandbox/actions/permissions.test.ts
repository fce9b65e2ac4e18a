import { describe, expect, it } from 'vitest';
import { appPermissions, grantedPermissions } from '../../../src/sandbox/actions/permissions.ts';

const asked = (entries: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(entries));

describe("a job's permissions", () => {
  it("are the job's own, not added to the workflow's", () => {
    expect(grantedPermissions(asked({ contents: 'write' }), asked({ 'pull-requests': 'read' }))).toEqual({
      token: { metadata: 'read', pull_requests: 'read' },
      idToken: false,
    });
  });

  it('are nothing but reading metadata where none are named', () => {
    expect(grantedPermissions(undefined, asked({}))).toEqual({ token: { metadata: 'read' }, idToken: false });
    expect(grantedPermissions(asked({ contents: 'none' }), undefined)).toEqual({
      token: { metadata: 'read' },
      idToken: false,
    });
  });

  it('let an OpenID Connect token be asked for only by `id-token: write`', () => {
    expect(grantedPermissions(asked({ 'id-token': 'write' }), undefined)).toEqual({
      token: { metadata: 'read' },
      idToken: true,
    });
    expect(grantedPermissions('read-all', undefined).idToken).toBe(false);
    expect(grantedPermissions('write-all', undefined).idToken).toBe(true);
    expect(grantedPermissions(undefined, undefined)).toEqual({
      token: { metadata: 'read', contents: 'read', packages: 'read' },
      idToken: false,
    });
  });
});

describe("an App token's permissions", () => {
  const ofApp = { contents: 'write', members: 'read' } as const;

  it('are all the App has, or what is asked of it', () => {
    expect(appPermissions({ 'client-id': 'x' }, ofApp)).toEqual(ofApp);
    expect(appPermissions({ 'permission-contents': 'read' }, ofApp)).toEqual({ metadata: 'read', contents: 'read' });
  });

  it('are refused beyond what the App has', () => {
    expect(() => appPermissions({ 'permission-members': 'write' }, ofApp)).toThrow(
      'not granted to this installation: members: write',
    );
    expect(() => appPermissions({ 'permission-issues': 'read' }, ofApp)).toThrow(
      'not granted to this installation: issues: read',
    );
  });
});
