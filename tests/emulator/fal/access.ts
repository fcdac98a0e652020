import type { Answer, Exchange, Groups, Route, Service } from '../core/wire.ts'
import { isAcceptedKey, type World } from '../core/world.ts'
import { refuse } from './refuse.ts'

/** The key of `Authorization: Key id:secret`; undefined where there is none. */
export function falKey({ headers }: Exchange): string | undefined {
  return /^Key (\S+:\S+)$/.exec(headers['authorization'] ?? '')?.[1]
}

/** A handler that answers 401 to a request without a right key. */
export function withFalKey(
  world: World,
  handle: (exchange: Exchange, groups: Groups, key: string) => Answer | Promise<Answer>,
  refusal: Service['refuse'] = refuse,
): Route['handle'] {
  return (exchange, groups) => {
    const key = falKey(exchange)
    return key !== undefined && isAcceptedKey(world, 'fal', key) ? handle(exchange, groups, key) : refusal('bad-key')
  }
}
