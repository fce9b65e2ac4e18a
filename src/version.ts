import manifest from '../package.json' with { type: 'json' };

/** This build's version; it stands in every audit record. */
export const VERSION: string = manifest.version;
