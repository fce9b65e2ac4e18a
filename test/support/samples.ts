import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/* Documents of the sample organization as texts, for tests to change. */

const sample = (path: string) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8');

export const SAMPLE_ORGANIZATION = sample('policies/organization.yaml');
export const SAMPLE_POLICY = sample('policies/orders-db-read.yaml');
export const SAMPLE_BUCKET_POLICY = sample('policies/orders-exports-bucket.yaml');
