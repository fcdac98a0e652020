import { isAbsolute, resolve } from 'node:path'

/** Files and folders named on a command line, as absolute paths. Options are none. */
export function launchFiles(options: {
  readonly argv: readonly string[]
  readonly workingFolder: string
  /** A packaged app starts with its own name; in development the app's folder comes after it. */
  readonly isPackaged: boolean
}): string[] {
  return options.argv
    .slice(options.isPackaged ? 1 : 2)
    .filter((word) => word !== '' && !word.startsWith('-'))
    .map((word) => (isAbsolute(word) ? word : resolve(options.workingFolder, word)))
}

/** What a second launch hands to the first one: Chromium reorders and extends its argument list, so that is not used. */
export function readHandover(data: unknown): string[] {
  const { files } = (data ?? {}) as { readonly files?: unknown }
  return Array.isArray(files) ? files.filter((file) => typeof file === 'string' && isAbsolute(file)) : []
}
