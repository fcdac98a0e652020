import dgram from 'node:dgram'
import dns from 'node:dns'
import { appendFileSync } from 'node:fs'
import { isIP, Socket } from 'node:net'

/**
 * Loaded into a process before its own code, and into its threads (`--import`): writes each place that it asks the network for into the file
 * DRAPE_TEST_CONNECTS, a line each. Whatever speaks TCP in Node goes through `connect`; sockets of the file system are left out.
 */
const file = process.env['DRAPE_TEST_CONNECTS'] ?? ''
const note = (line: string): void => appendFileSync(file, `${line}\n`)

type Connect = (this: Socket, ...args: unknown[]) => Socket
const connect = Socket.prototype.connect as unknown as Connect

function placeOf(args: readonly unknown[]): string | null {
  const [first, second] = Array.isArray(args[0]) ? (args[0] as unknown[]) : args
  if (typeof first === 'object' && first !== null) {
    const { path, host, port } = first as { readonly path?: unknown; readonly host?: unknown; readonly port?: unknown }
    return typeof path === 'string' && port === undefined ? null : `tcp ${String(host ?? 'localhost')}:${String(port)}`
  }
  return Number.isNaN(Number(first)) ? null : `tcp ${String(second ?? 'localhost')}:${String(first)}`
}

const noted: Connect = function (...args) {
  const place = placeOf(args)
  if (place !== null) note(place)
  return connect.apply(this, args)
}
Object.assign(Socket.prototype, { connect: noted })

const { send } = dgram.Socket.prototype
Object.assign(dgram.Socket.prototype, {
  send(this: dgram.Socket, ...args: Parameters<typeof send>) {
    note('udp')
    return send.apply(this, args)
  },
})
for (const holder of [dns, dns.promises] as unknown as Record<string, (...args: unknown[]) => unknown>[]) {
  const lookup = holder['lookup']
  if (lookup !== undefined)
    holder['lookup'] = (name, ...args) => {
      // An address is not asked for anywhere: a server that listens passes through here.
      if (isIP(String(name)) === 0) note(`dns ${String(name)}`)
      return lookup.call(holder, name, ...args)
    }
}
