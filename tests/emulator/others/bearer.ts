import type { Answer, EmulatedProvider, Exchange, Groups, Route, Service } from '../core/wire.ts'
import { isAcceptedKey, type World } from '../core/world.ts'

/** A handler that refuses a request without a right `Authorization: Bearer`. */
export function withBearer(
  world: World,
  { provider, refuse }: { readonly provider: EmulatedProvider; readonly refuse: Service['refuse'] },
  handle: (exchange: Exchange, groups: Groups, key: string) => Answer | Promise<Answer>,
): Route['handle'] {
  return (exchange, groups) => {
    const key = /^Bearer (\S+)$/.exec(exchange.headers['authorization'] ?? '')?.[1]
    return key !== undefined && isAcceptedKey(world, provider, key) ? handle(exchange, groups, key) : refuse('bad-key')
  }
}
