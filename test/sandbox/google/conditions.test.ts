import { describe, expect, it } from 'vitest';
import { evaluateCondition } from '../../../src/sandbox/google/conditions.ts';

const circumstances = {
  at: Date.parse('2026-11-24T02:17:00Z'),
  resource: {
    name: 'projects/_/buckets/acme-orders-exports/objects/2026/11/24.csv',
    type: 'storage.googleapis.com/Object',
    service: 'storage.googleapis.com',
  },
};

describe('a condition', () => {
  it.each([
    ['request.time >= timestamp("2026-11-24T02:17:00Z")', true],
    ['request.time > timestamp("2026-11-24T02:17:00Z")', false],
    ['request.time < timestamp("2026-11-24T02:17:00Z")', false],
    ['request.time < timestamp("2026-11-24T02:17:00.001Z")', true],
    ['request.time < timestamp("2026-11-24T00:17:00Z") + duration("7201s")', true],
    ['request.time.getHours() == 2', true],
    ['request.time.getHours("Europe/Berlin") == 3', true],
    ['request.time.getDayOfWeek() == 2', true],
    ['resource.name.startsWith("projects/_/buckets/acme-orders-exports")', true],
    ['resource.name.endsWith(".json")', false],
    ['resource.type == "storage.googleapis.com/Object" && !(resource.service == "run.googleapis.com")', true],
    ['resource.name.extract("buckets/{bucket}/objects") == "acme-orders-exports"', true],
    ['resource.name.extract("/objects/{rest}") == "2026/11/24.csv"', true],
    ['resource.name.extract("instances/{instance}/") == ""', true],
    ['resource.name.extract("buckets/{bucket}/nowhere") == ""', true],
    ['api.getAttribute("iam.googleapis.com/modifiedGrantsByRole", []).hasOnly(["roles/viewer"])', true],
    ['"level" in request.auth.access_levels', false],
    ['resource.type in ["a", "storage.googleapis.com/Object"] ? true : false', true],
  ])('%s is %s at 2026-11-24T02:17:00Z', (expression, expected) => {
    expect(evaluateCondition(expression, circumstances)).toBe(expected);
  });

  it.each([
    [[], true],
    [['roles/viewer'], true],
    [['roles/viewer', 'roles/owner'], false],
  ])('on modified grants judges %j as %s', (modifiedRoles, expected) => {
    const expression =
      'api.getAttribute("iam.googleapis.com/modifiedGrantsByRole", []).hasOnly(["roles/viewer", "roles/browser"])';
    expect(evaluateCondition(expression, { ...circumstances, modifiedRoles })).toBe(expected);
  });

  it('that fails says why, and is not true', () => {
    expect(evaluateCondition('request.time.getHours("Nowhere/At_All") == 3', circumstances)).toMatch(/time zone/i);
  });
});
