import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const COOKIE = 'drape_session'
const SESSION_MS = 30 * 24 * 60 * 60 * 1000
const CODE_MS = 15 * 60 * 1000

/** Who may talk to the local host, and from where. */
export interface AccessOptions {
  /** For scripts and the command line, sent as `Authorization: Bearer`. */
  readonly token: string
  /** Signs session cookies; kept with the library, so a page survives a restart of the host. */
  readonly sessionKey: Uint8Array
  /** Values of the Host header that are us. Anything else is a rebinding attack or a mistake. */
  readonly hosts: readonly string[]
  readonly now: () => number
}

export type Verdict = { readonly ok: true } | { readonly ok: false; readonly status: 401 | 403; readonly reason: string }

const ALLOWED: Verdict = { ok: true }
const refuse = (status: 401 | 403, reason: string): Verdict => ({ ok: false, status, reason })

/**
 * Checks Host before anything else (DNS rebinding), then Origin, then the credential. A missing Origin is not an allowed one:
 * it only passes with the bearer token, which no page can know, or for a read with a SameSite cookie.
 */
export class Access {
  readonly #options: AccessOptions
  readonly #codes = new Map<string, number>()

  constructor(options: AccessOptions) {
    this.#options = options
  }

  /** A code for the fragment of the address a browser is opened at; can be exchanged once, for fifteen minutes. */
  issueCode(): string {
    const code = randomBytes(24).toString('base64url')
    this.#codes.set(code, this.#options.now() + CODE_MS)
    return code
  }

  /** The Set-Cookie value for a good code, or undefined. */
  exchangeCode(code: string): string | undefined {
    const expiresAt = this.#codes.get(code)
    this.#codes.delete(code)
    if (expiresAt === undefined || expiresAt < this.#options.now()) return undefined
    const until = this.#options.now() + SESSION_MS
    return `${COOKIE}=${until}.${this.#sign(String(until))}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${SESSION_MS / 1000}`
  }

  /** Host and Origin, for requests that need no credential. */
  checkOrigin(headers: Headers): Verdict {
    const host = headers.get('host')
    if (host === null || !this.#options.hosts.includes(host)) return refuse(403, 'The Host header is not this host')
    const origin = headers.get('origin')
    if (origin !== null && !this.#isOwnOrigin(origin)) return refuse(403, 'The Origin is not allowed')
    const site = headers.get('sec-fetch-site')
    if (site !== null && site !== 'same-origin' && site !== 'none') return refuse(403, 'The request comes from another site')
    return ALLOWED
  }

  check(method: string, headers: Headers): Verdict {
    const place = this.checkOrigin(headers)
    if (!place.ok) return place
    const bearer = /^Bearer (.+)$/.exec(headers.get('authorization') ?? '')?.[1]
    if (bearer !== undefined) return equalSecrets(bearer, this.#options.token) ? ALLOWED : refuse(401, 'The token is wrong')
    if (!this.#hasSession(headers.get('cookie') ?? '')) return refuse(401, 'Open the address that Drape printed when it started')
    const isRead = method === 'GET' || method === 'HEAD'
    if (!isRead && headers.get('origin') === null) return refuse(403, 'A change needs an Origin')
    return ALLOWED
  }

  #isOwnOrigin(origin: string): boolean {
    return this.#options.hosts.some((host) => origin === `http://${host}`)
  }

  #hasSession(cookies: string): boolean {
    const value = cookies
      .split(';')
      .map((part) => part.trim())
      .find((part) => part.startsWith(`${COOKIE}=`))
      ?.slice(COOKIE.length + 1)
    const [until = '', signature = ''] = value?.split('.') ?? []
    return Number(until) > this.#options.now() && equalSecrets(signature, this.#sign(until))
  }

  #sign(text: string): string {
    return createHmac('sha256', this.#options.sessionKey).update(text).digest('base64url')
  }
}

/** Compares without telling by its time how much was right. */
function equalSecrets(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
