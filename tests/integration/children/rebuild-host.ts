/** Rebuilds the index of a library, for a test that kills it: `node rebuild-host.ts <library>`. */
import { rebuildIndex } from '../../../app/library/rebuild.ts'
import { DEFAULT_IMAGE_LIMITS as limits } from '../../../app/platform/config.ts'

const report = await rebuildIndex({ folder: process.argv[2] ?? '', limits, clock: { now: () => Date.now() }, random: Math.random })
process.stdout.write(`rebuilt ${report.assets}\n`)
