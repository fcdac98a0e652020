import { readFile } from 'node:fs/promises'

/** Seconds of processor time that this process and its children, those that ended too, have used. */
export async function cpuSeconds(): Promise<number> {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6 + (await endedChildren())
}

/** Linux tells the time of children that were waited for; elsewhere it is not known, and only ours is counted. */
async function endedChildren(): Promise<number> {
  const text = await readFile('/proc/self/stat', 'utf8').catch(() => '')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const TICKS = 100
  return (Number(fields[13] ?? 0) + Number(fields[14] ?? 0)) / TICKS
}
