import type { Replay } from '../core/verify/requests.ts';

/**
 * Judges recorded evidence again. What evidence of this version rests on are policy sets that stand beside it and are not
 * recorded with it, so that nothing can be judged from a clone.
 */
export const replay: Replay = () => 'not replayable';
