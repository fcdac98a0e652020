import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { readBuildId } from './static-pages.ts'

/** Where the parts of this installation lie, and which version it is. */
export interface Installation {
  readonly version: string
  readonly buildId: string
  /** The built page. */
  readonly pagesFolder: string
  readonly samplesFolder: string
}

export async function findInstallation(): Promise<Installation> {
  const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))
  const { version } = JSON.parse(await readFile(at('package.json'), 'utf8')) as { version: string }
  const pagesFolder = at('out/renderer')
  return { version, buildId: await readBuildId(pagesFolder), pagesFolder, samplesFolder: at('resources/samples') }
}
