import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basesAt, type ProviderBases } from './bases.ts'
import { answerControl, type Control, createControl } from './core/control.ts'
import { EMULATOR_KEYS } from './core/keys.ts'
import { refusalBy } from './core/refuse-by-fault.ts'
import { shortHash } from './core/request-log.ts'
import { sendAnswer } from './core/send-answer.ts'
import type { Answer, EmulatedProvider, Exchange, Groups, Route, Service } from './core/wire.ts'
import { createWorld, type World } from './core/world.ts'
import { allServices } from './services.ts'

/** A running emulator of cloud services. */
export interface Emulator {
  readonly origin: string
  /** Where each service is, by the name that its environment variable ends in. */
  readonly bases: ProviderBases
  /** Keys that are taken. */
  readonly keys: Readonly<Record<EmulatedProvider, string>>
  readonly control: Control
  close(): Promise<void>
}

const BODY_BYTES = 256 << 20

/** Starts an emulator on this machine's loopback address. `port` 0 (default) for any that is free; equal seeds give equal results. */
export async function startEmulator({ port = 0, seed = 1 }: { readonly port?: number; readonly seed?: number } = {}): Promise<Emulator> {
  const world = createWorld(seed)
  const services = allServices(world)
  const control = createControl(world)
  const server = createServer({ keepAliveTimeout: 1_000 }, (request, response) => {
    answer({ world, services, control }, request, response).catch((thrown: unknown) => {
      console.error('The emulator failed', thrown)
      if (response.headersSent) response.destroy()
      else response.writeHead(500, { 'content-type': 'application/json' }).end(JSON.stringify({ emulator: String(thrown) }))
    })
  })
  await listen(server, port)
  world.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { origin: world.origin, bases: basesAt(world.origin), keys: EMULATOR_KEYS, control, close: () => stop(server) }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

interface Parts {
  readonly world: World
  readonly services: readonly Service[]
  readonly control: Control
}

async function answer({ world, services, control }: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', world.origin)
  const body = await readBody(request)
  const method = request.method ?? 'GET'
  const [, prefix = ''] = url.pathname.split('/')
  if (prefix === '_control') {
    const told = answerControl(control, method, { path: url.pathname.slice('/_control/'.length), body: body.toString('utf8') })
    await sendAnswer(request, response, told ?? { status: 404, json: { error: 'No such control' } })
    return
  }
  const path = decodeURIComponent(url.pathname.slice(prefix.length + 1)) || '/'
  const bodyHash = createHash('sha256').update(body).digest('hex')
  const plain = { method, path, query: url.searchParams, headers: textHeaders(request), body, bodyHash }
  const service = services.find((one) => one.prefix === prefix)
  const found = service === undefined ? undefined : findRoute(service, plain)
  const model = found?.route.modelOf?.(found.groups, plain) ?? null
  const noFaults = { wire: null, job: new Set<never>() }
  const faults =
    service === undefined || found === undefined
      ? noFaults
      : world.faults.draw({
          provider: service.provider,
          model,
          operation: found.route.operation,
          identity: `${method} ${path} ${bodyHash}`,
          body,
        })
  const refused = service === undefined || faults.wire === null ? undefined : refusalBy(faults.wire, service, request.url ?? '/')
  const given = refused ?? (await work(service, found, { ...plain, faults }))
  world.requests.add({
    provider: service?.provider ?? null,
    operation: found?.route.operation ?? null,
    model,
    method,
    path: url.pathname,
    queryNames: [...new Set(url.searchParams.keys())].sort(),
    headerHashes: Object.fromEntries(Object.entries(plain.headers).map(([name, value]) => [name, shortHash(value)])),
    bodyHash,
    bodyBytes: body.length,
    status: typeof given === 'string' ? null : given.status,
    fault: faults.wire?.name ?? null,
  })
  // A request that hangs is let go when its client gives up, or with the emulator.
  if (given === 'hang') return
  if (given === 'reset') return void request.socket.resetAndDestroy()
  // A create that was not taken is not spoiled: "accept-then" means that something was accepted.
  const fault = refused === undefined && given.status < 300 ? faults.wire : null
  const isWhole = await sendAnswer(request, response, { ...given, fault })
  if (!isWhole || given.delivers === undefined || method === 'HEAD') return
  if (given.file === undefined || world.files.markFetched(given.file, world.now())) world.ledger.deliver(given.delivers)
}

function work(service: Service | undefined, found: Found | undefined, exchange: Exchange): Answer | Promise<Answer> {
  if (service === undefined) return { status: 404, json: { error: 'No service has this prefix' } }
  return found === undefined ? service.refuse('not-found') : found.route.handle(exchange, found.groups)
}

interface Found {
  readonly route: Route
  readonly groups: Groups
}

function findRoute(service: Service, { method, path }: Pick<Exchange, 'method' | 'path'>): Found | undefined {
  const asked = method === 'HEAD' ? 'GET' : method
  for (const route of service.routes) {
    const match = route.method === asked ? route.path.exec(path) : null
    if (match !== null) return { route, groups: { ...match.groups } }
  }
  return undefined
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > BODY_BYTES) throw new RangeError('The body is too large')
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function textHeaders(request: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  )
}
