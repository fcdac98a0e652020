import { randomBytes } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'

const hostFile = z.object({ socket: z.string(), token: z.string(), pid: z.int() })

/** How a command reaches the host that has a library open. Readable by its owner only. */
export type HostFile = z.output<typeof hostFile>

/** A Unix socket's path must be shorter than this; a deep library folder is longer, and then the socket lies in the temporary folder. */
const MAX_SOCKET_PATH = 100

const pathOf = (libraryFolder: string): string => join(libraryFolder, 'host.json')

/** Names the private socket of a new host. */
export function createHostFile(libraryFolder: string): HostFile {
  const name = `drape-${randomBytes(6).toString('hex')}.sock`
  const inside = join(libraryFolder, 'tmp', name)
  const socket = process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : inside.length < MAX_SOCKET_PATH ? inside : join(tmpdir(), name)
  return { socket, token: randomBytes(32).toString('base64url'), pid: process.pid }
}

export async function writeHostFile(libraryFolder: string, file: HostFile): Promise<void> {
  const part = `${pathOf(libraryFolder)}.part`
  await writeFile(part, JSON.stringify(file), { mode: 0o600 })
  await rename(part, pathOf(libraryFolder))
}

/** The file of the running host; undefined where there is none or it cannot be read. */
export async function readHostFile(libraryFolder: string): Promise<HostFile | undefined> {
  const text = await readFile(pathOf(libraryFolder), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  return hostFile.safeParse(safeJson(text)).data
}

export async function removeHostFile(libraryFolder: string): Promise<void> {
  await rm(pathOf(libraryFolder), { force: true })
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // A torn file names no host.
    return undefined
  }
}

/** The key that signs session cookies of this library; made at first use, readable by its owner only. */
export async function sessionKeyOf(libraryFolder: string): Promise<Uint8Array> {
  const path = join(libraryFolder, 'session.key')
  const known = await readFile(path).catch(() => undefined)
  if (known !== undefined && known.length === 32) return known
  const made = randomBytes(32)
  await writeFile(path, made, { mode: 0o600 })
  return made
}
