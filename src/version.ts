import manifest from '../package.json' with { type: 'json' };

/** The version of this build. Every audit record has it. */
export const VERSION: string = manifest.version;
