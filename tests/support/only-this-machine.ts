import { writeSync } from 'node:fs'
import { Socket } from 'node:net'

/**
 * Loaded into a process before its own code, and into its threads (`--import`): ends it when it would talk to another machine.
 * Whatever speaks TCP in Node, TLS and fetch included, goes through this one method.
 */
const LOOPBACK = /^(127(\.\d+){3}|::1|localhost)$/

type Connect = (this: Socket, ...args: unknown[]) => Socket

const connect = Socket.prototype.connect as unknown as Connect

/** Where a call of `connect` leads: `(options)`, `(port, host)`, `(path)`, or these in one array. */
function hostOf(args: readonly unknown[]): string {
  const [first, second] = Array.isArray(args[0]) ? (args[0] as unknown[]) : args
  if (typeof first === 'object' && first !== null) {
    const { path, host } = first as { readonly path?: unknown; readonly host?: unknown }
    return typeof path === 'string' && host === undefined ? 'localhost' : String(host ?? 'localhost')
  }
  return typeof first === 'string' && Number.isNaN(Number(first)) ? 'localhost' : String(second ?? 'localhost')
}

const guarded: Connect = function (...args) {
  const host = hostOf(args)
  if (!LOOPBACK.test(host)) {
    writeSync(2, `Something asked for ${host}, which is not this machine\n`)
    process.kill(process.pid, 'SIGKILL')
  }
  return connect.apply(this, args)
}
Object.assign(Socket.prototype, { connect: guarded })
