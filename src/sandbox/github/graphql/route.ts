import type { Answer, Route } from '../../http.ts';
import { identify } from '../access.ts';
import { budgetHeaders } from '../budget.ts';
import { toAnswer } from '../errors.ts';
import type { Caller, World } from '../world.ts';
import { executeGraphql } from './execute.ts';

/**
 * `POST /graphql`. Unlike a REST change it does not wait its turn as a whole, since most of what is posted here only reads: a
 * mutation takes its turn itself. What it causes is told after its answer.
 */
export function graphqlRoute(world: World): Route {
  return {
    operation: 'POST /graphql',
    async handle(call) {
      let caller: Caller;
      try {
        caller = identify(world.state, call.headers['authorization']);
        return withBudget(world, caller, await world.events.answering(() => executeGraphql(world, caller, call.body)));
      } catch (error) {
        return withBudget(world, caller, toAnswer(error));
      }
    },
  };
}

function withBudget(world: World, caller: Caller, answer: Answer): Answer {
  return {
    ...answer,
    headers: {
      'X-GitHub-Media-Type': 'github.v4; format=json',
      ...budgetHeaders(world, caller, 'graphql'),
      ...answer.headers,
    },
  };
}
