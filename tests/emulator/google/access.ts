import type { Answer, Exchange, Groups, Route } from '../core/wire.ts'
import { isAcceptedKey, type World } from '../core/world.ts'
import { refuse } from './refuse.ts'

/** A handler that refuses a request without a right key, in its header or its query. */
export function withGoogleKey(
  world: World,
  handle: (exchange: Exchange, groups: Groups, key: string) => Answer | Promise<Answer>,
): Route['handle'] {
  return (exchange, groups) => {
    const key = exchange.headers['x-goog-api-key'] ?? exchange.query.get('key')
    if (key === null) return refuse('locked', "Method doesn't allow unregistered callers (callers without established identity).")
    return isAcceptedKey(world, 'google', key) ? handle(exchange, groups, key) : refuse('bad-key')
  }
}
