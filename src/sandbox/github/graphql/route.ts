import type { Answer, Route } from '../../http.ts';
import { identify } from '../access.ts';
import { budgetHeaders } from '../budget.ts';
import { toAnswer } from '../errors.ts';
import type { Caller, World } from '../world.ts';
import { executeGraphql } from './execute.ts';

/**
 * `POST /graphql`. Most of its calls only read, so the route as a whole is not serialised as a REST change is. A
 * mutation serialises itself. Its events are published after the answer.
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
