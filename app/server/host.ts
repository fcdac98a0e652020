import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import { studioContract } from '../contract/contract.ts'
import { StudioError } from '../domain/errors.ts'
import type { Dispatch } from '../rpc/dispatch.ts'
import type { Core } from '../studio/open-core.ts'
import { Access } from './access.ts'
import { EventHub } from './event-hub.ts'
import { createHostFile, removeHostFile, sessionKeyOf, writeHostFile } from './host-file.ts'
import { createHttpApp } from './http.ts'
import { publicDispatch } from './public-dispatch.ts'
import { createStaticPages } from './static-pages.ts'

/** Name that requests over the private socket give as their host. */
export const PRIVATE_HOST = 'drape.private'

export interface HostOptions {
  readonly core: Core
  readonly libraryFolder: string
  readonly pagesFolder: string
  readonly version: string
}

/** The doors of a running core: a private socket for commands, and a TCP port on loopback where one is asked for. */
export interface Host {
  /** Opens a port for browsers and scripts. `port` 0 takes any free one. Services may call only where `webhooks` are `open`. */
  listen(
    port: number,
    doors?: { readonly webhooks: 'open' | 'closed' },
  ): Promise<{ readonly origin: string; readonly token: string; issueCode(): string }>
  close(): Promise<void>
}

/** Opens the private socket over a core. */
export async function openHost(options: HostOptions): Promise<Host> {
  const { core, libraryFolder, version } = options
  const hub = new EventHub((seq) => core.host['events.since']({ seq }))
  core.listen((event) => hub.publish(event))
  const file = createHostFile(libraryFolder)
  const sessionKey = await sessionKeyOf(libraryFolder)
  const pages = createStaticPages(options.pagesFolder)
  const now = (): number => Date.now()
  const appFor = (dispatch: Dispatch, access: Access, webhooks: 'open' | 'closed'): Hono => {
    const app = { contract: studioContract, dispatch, core: core.host, events: hub, access, pages, version }
    return createHttpApp(webhooks === 'open' ? { ...app, webhooks: core.host } : app)
  }
  const servers: Server[] = []
  const privateAccess = new Access({ token: file.token, sessionKey, hosts: [PRIVATE_HOST], now })
  servers.push(await listenOn(appFor(privateDispatch(core), privateAccess, 'closed'), { path: file.socket }))
  await writeHostFile(libraryFolder, file)
  return {
    async listen(port, { webhooks } = { webhooks: 'closed' }) {
      const server = createServer()
      await bound(server, { port, host: '127.0.0.1' })
      servers.push(server)
      const { port: taken } = server.address() as AddressInfo
      const hosts = [`127.0.0.1:${taken}`, `localhost:${taken}`]
      const access = new Access({ token: file.token, sessionKey, hosts, now })
      server.on('request', getRequestListener(appFor(publicDispatch(core.dispatch, pages), access, webhooks).fetch))
      return { origin: `http://127.0.0.1:${taken}`, token: file.token, issueCode: () => access.issueCode() }
    },
    async close() {
      await removeHostFile(libraryFolder)
      await Promise.all(servers.map(closed))
    },
  }
}

/** Commands of this machine may also ask where a file lies. Stopping the core stays with the host that started it. */
function privateDispatch(core: Core): Dispatch {
  return async (name, input, signal) => {
    if (name !== 'media.locate') return await core.dispatch(name, input, signal)
    try {
      return { ok: true, value: await core.host['media.locate'](input as never, { signal }) }
    } catch (thrown) {
      return { ok: false, error: StudioError.from(thrown).toShape() }
    }
  }
}

async function listenOn(app: Hono, where: { readonly path: string }): Promise<Server> {
  const server = createServer(getRequestListener(app.fetch))
  await bound(server, where)
  return server
}

function bound(server: Server, where: { readonly path: string } | { readonly port: number; readonly host: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(where, () => {
      server.removeListener('error', reject)
      resolve()
    })
  })
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    // Event streams never end by themselves.
    server.closeAllConnections()
  })
}
