import type { IncomingMessage } from 'node:http'
import { StudioError } from '../domain/errors.ts'
import type { Log } from '../platform/log.ts'
import type { HttpRequest } from './http.ts'
import { hostOf, isLoopbackHost, publicAddresses, type Resolve, resolveBySystem, resolved } from './http-address.ts'

export interface HttpOptions {
  /** Origins (`https://api.example.com`) of the services that are switched on. Asked before every request. */
  readonly openOrigins: () => ReadonlySet<string>
  /** Only where the services were pointed to this machine by DRAPE_PROVIDER_BASE_*. */
  readonly loopback: 'allowed' | 'refused'
  readonly resolve?: Resolve
  readonly log?: Log
}

/** Looks at an address before anything is opened; gives the only addresses to connect to. */
export type Gate = (url: URL, trust: HttpRequest['trust']) => Promise<readonly string[]>

/** @throws (the gate) StudioError `provider.off`, `provider.bad-response` for addresses that are not public, `provider.unavailable` for names that are not known. */
export function gateOf({ openOrigins, loopback, resolve = resolveBySystem }: HttpOptions): Gate {
  return async (url, trust) => {
    const open = openOrigins()
    const isOpen = open.has(url.origin)
    if (trust === 'configured' ? !isOpen : open.size === 0) {
      throw new StudioError('provider.off', `No service that is switched on lives at ${url.host}`, { details: { host: url.host } })
    }
    const host = hostOf(url)
    if (loopback === 'allowed' && isLoopbackHost(host)) return resolved(host, resolve)
    if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') {
      throw new StudioError('provider.bad-response', 'An address is not https, or carries a name and password', {
        details: { host, reason: 'address' },
      })
    }
    return trust === 'configured' ? resolved(host, resolve) : publicAddresses(host, resolve)
  }
}

/** @throws StudioError `provider.bad-response` for what is no address. */
export function urlOf(text: string): URL {
  const url = URL.parse(text)
  if (url !== null && (url.protocol === 'https:' || url.protocol === 'http:')) return url
  throw new StudioError('provider.bad-response', 'A service named something that is no address of the web', {
    details: { reason: 'address' },
  })
}

/** Answers' headers, by lower-case names. */
export function headersOf(answer: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(answer.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  )
}

/** Names are resolved by the system, which takes as long as it likes and hears no signal. */
export function unless<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
