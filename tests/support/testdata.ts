import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

const FOLDER = process.env['DRAPE_TESTDATA'] ?? resolve(import.meta.dirname, '../../../shared/testdata')

/** True when the real photos and clips are on this machine; tests that need them are skipped otherwise. */
export const hasTestdata = existsSync(join(FOLDER, 'manifest.json'))

/** Why tests that need the real files are skipped. */
export const NO_TESTDATA = 'the folder of real photos is missing (set DRAPE_TESTDATA)'

/** Absolute path of a test file, for example `bad-images/image__cat.jpg`. Never written to. */
export function testdata(path: string): string {
  return join(FOLDER, path)
}
