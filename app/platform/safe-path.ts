import { realpath } from 'node:fs/promises'
import { dirname, isAbsolute, join, resolve, sep } from 'node:path'
import { StudioError } from '../domain/errors.ts'
import { isMissing } from './files.ts'

/** Longest file name in bytes: 255 is the limit of the common file systems, less room for `.json`, ` (99)` and temp names. */
const MAX_NAME_BYTES = 200

/** Names that Windows keeps for devices, whatever the extension. */
const DEVICE_NAME = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/**
 * Resolves a path that came from outside (database, sidecar, request) inside `root`, or refuses it: absolute paths, `..`,
 * NUL, drive letters, and symbolic links that lead out of `root`. The file itself need not exist.
 *
 * @param relative with `/` as separator.
 * @throws StudioError `request.forbidden`
 */
export async function resolveInside(root: string, relative: string): Promise<string> {
  const steps = relative.split(/[/\\]/)
  const isOdd = relative === '' || relative.includes('\0') || isAbsolute(relative) || /^[a-z]:/i.test(relative) || steps.includes('..')
  if (isOdd) throw refusal(relative)
  const realRoot = await realpath(root)
  const target = resolve(realRoot, join(...steps))
  if (!isInside(realRoot, target) || !isInside(realRoot, await realAncestor(target))) throw refusal(relative)
  return target
}

/**
 * A file name that every file system takes, as close to the given one as can be: no separators, control or reserved
 * characters, direction overrides, device names, trailing dots; NFC; at most 200 bytes with the extension kept.
 */
export function safeFileName(name: string): string {
  const cleaned = name
    .normalize('NFC')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
    .replace(/[\u0000-\u001f\u007f-\u009f]/g, '')
    // Direction overrides can make `gpj.exe` read as `exe.jpg`.
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/[/\\:*?"<>|]/g, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '')
  // A leading dash would read as an option where a name lands on a command line.
  const plain = cleaned.replace(/^-+/, '_')
  const named = plain === '' ? 'untitled' : DEVICE_NAME.test(plain) ? `_${plain}` : plain
  return clipName(named, MAX_NAME_BYTES)
}

/** The last folder step and name of a path of either separator. */
export function lastStep(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path
}

function clipName(name: string, maxBytes: number): string {
  if (Buffer.byteLength(name) <= maxBytes) return name
  const dot = name.lastIndexOf('.')
  const extension = dot > 0 && name.length - dot <= 10 ? name.slice(dot) : ''
  let stem = extension === '' ? name : name.slice(0, dot)
  // By code point, so that no emoji is cut in half.
  while (Buffer.byteLength(stem + extension) > maxBytes) stem = [...stem].slice(0, -1).join('')
  return stem + extension
}

async function realAncestor(path: string): Promise<string> {
  for (let at = path; ; at = dirname(at)) {
    try {
      return await realpath(at)
    } catch (thrown) {
      if (!isMissing(thrown) || dirname(at) === at) throw refusal(path, thrown)
    }
  }
}

function isInside(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep)
}

function refusal(path: string, cause?: unknown): StudioError {
  return new StudioError('request.forbidden', 'The path leads out of the library', { details: { file: lastStep(path) }, cause })
}
