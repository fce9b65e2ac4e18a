import { describe, expect, it } from 'vitest';
import { roleIncludes } from '../../../src/sandbox/google/roles.ts';

const granter = 'organizations/900000000001/roles/pullcordGranter';

describe("the granter's role", () => {
  it.each(['projects', 'folders', 'organizations'])(
    'reads and writes allow policies of %s, and nothing else of them',
    (of) => {
      const verbs = ['get', 'list', 'create', 'delete', 'update', 'getIamPolicy', 'setIamPolicy'];
      expect(verbs.filter((verb) => roleIncludes(granter, `resourcemanager.${of}.${verb}`))).toEqual([
        'getIamPolicy',
        'setIamPolicy',
      ]);
    },
  );
});

describe('a role', () => {
  it.each([
    ['roles/owner', 'resourcemanager.projects.setIamPolicy', true],
    ['roles/editor', 'run.services.update', true],
    ['roles/editor', 'resourcemanager.projects.getIamPolicy', true],
    ['roles/editor', 'resourcemanager.projects.setIamPolicy', false],
    ['roles/editor', 'secretmanager.versions.access', false],
    ['roles/editor', 'iam.serviceAccounts.getAccessToken', false],
    ['roles/viewer', 'cloudsql.instances.list', true],
    ['roles/viewer', 'run.services.update', false],
    ['roles/viewer', 'storage.objects.get', false],
    ['roles/cloudsql.instanceUser', 'cloudsql.instances.login', true],
    ['roles/cloudsql.viewer', 'cloudsql.instances.login', false],
    ['roles/container.viewer', 'container.pods.exec', false],
    ['roles/container.developer', 'container.pods.exec', true],
    ['roles/logging.logWriter', 'logging.logEntries.list', false],
    ['roles/not.inTheTable', 'cloudsql.instances.get', false],
    ['constructor', 'cloudsql.instances.get', false],
  ])('%s holds %s: %s', (role, permission, expected) => {
    expect(roleIncludes(role, permission)).toBe(expected);
  });
});
