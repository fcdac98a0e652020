import type { HttpAnswer, HttpRequest, ProviderHttp } from './http.ts'

/** How an SDK is let out. */
export interface Cage {
  readonly http: ProviderHttp
  /** Where an address of the SDK leads. */
  readonly addressOf: (url: string) => { readonly url: string; readonly trust: HttpRequest['trust'] }
  readonly headers?: Readonly<Record<string, string>>
  readonly isPaid?: boolean
  readonly timeoutMs?: number
  /** Requests that the call is made of; one that comes after is not sent. */
  readonly mostRequests: number
}

/** Ends an SDK's call for good: each of them takes this name for the user's own wish and tries nothing again. */
class Stopped extends Error {
  override readonly name = 'AbortError'
}

/**
 * Runs a call of an SDK with a `fetch` that sends each request once. A failure or an answer that is no success ends the call there and then, so the
 * SDK never sees what it would answer by sending again (fal's client sends a submit four times, Google's five; PROVIDERS, section 1).
 *
 * @returns the last answer as it came, because what the SDK makes of it (`value`, undefined where it gave up) lacks fields that are needed here.
 * @throws whatever `http.send` threw.
 */
export async function caged(
  cage: Cage,
  call: (fetch: typeof globalThis.fetch) => Promise<unknown>,
): Promise<{ readonly answer: HttpAnswer; readonly value: unknown }> {
  let count = 0
  let last: HttpAnswer | undefined
  let failure: unknown
  const fetch: typeof globalThis.fetch = async (input, init) => {
    count += 1
    if (count > cage.mostRequests) throw new Stopped('a second request is not sent')
    try {
      last = undefined
      last = await cage.http.send(await requestOf(cage, input, init))
    } catch (thrown) {
      failure = thrown
      throw new Stopped('the request failed')
    }
    if (last.status < 200 || last.status >= 300) throw new Stopped(`answered ${last.status}`)
    const type = last.headers['content-type']
    return new Response(last.text === '' ? null : last.text, {
      status: last.status === 202 ? 200 : last.status,
      ...(type === undefined ? {} : { headers: { 'content-type': type } }),
    })
  }
  let value: unknown
  try {
    value = await call(fetch)
  } catch (thrown) {
    if (failure !== undefined) throw failure
    // The SDK did not like the answer; ours is read by our own schema. Without any answer the request was never made.
    if (last === undefined) throw thrown
  }
  if (last === undefined) throw new TypeError('The SDK sent nothing')
  return { answer: last, value }
}

async function requestOf(cage: Cage, input: string | URL | Request, init: RequestInit | undefined): Promise<HttpRequest> {
  const request = new Request(input, init)
  const { url, trust } = cage.addressOf(request.url)
  const bytes = request.method === 'GET' ? undefined : await request.bytes()
  return {
    url,
    trust,
    method: methodOf(request.method),
    headers: { ...Object.fromEntries([...request.headers].filter(([name, value]) => name !== 'cookie' || value !== '')), ...cage.headers },
    ...(bytes === undefined ? {} : { body: bytes }),
    ...(cage.isPaid === undefined ? {} : { isPaid: cage.isPaid }),
    ...(cage.timeoutMs === undefined ? {} : { timeoutMs: cage.timeoutMs }),
  }
}

function methodOf(method: string): HttpRequest['method'] {
  if (method === 'GET' || method === 'POST' || method === 'PUT' || method === 'DELETE') return method
  throw new TypeError(`The SDK sent ${method}`)
}
