/**
 * A studio whose services are an emulator, for tests that kill it: `node cloud-host.ts <library> <services>`. It reads requests as JSON lines,
 * of `final.start` where they say what a final is made `from`, starts them, and prints `started <job>`; each change of a job is printed as
 * `<state> <job>`.
 */

import { writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { openTempStudio } from '../../../tools/temp-studio.ts'
import { EMULATOR_KEYS } from '../../emulator/core/keys.ts'

const [libraryFolder = '', services = ''] = process.argv.slice(2)
/** Synchronous: what was said before a SIGKILL has been said. */
const say = (line: string): void => void writeSync(1, `${line}\n`)

const studio = await openTempStudio({
  libraryFolder,
  cloudTiming: { longestPollMs: 10, reconcileAfterMs: 30, reconcileForMs: 200, firstPauseMs: 5, maxPauseMs: 50 },
})
const { client } = studio.core
studio.core.listen((event) => {
  if (event.type === 'job.changed') say(`${event.job.state} ${event.job.id}`)
})
// What ended before anybody listened.
for (const job of (await client['jobs.list']({})).jobs) say(`${job.state} ${job.id}`)
for (const provider of services.split(',') as (keyof typeof EMULATOR_KEYS)[]) {
  await client['providers.set-key']({ provider, key: EMULATOR_KEYS[provider] })
  await client['providers.switch']({ provider, to: 'on' })
  // A key that is in memory only is not there at the start: what waited for it was paused.
  await client['providers.resume']({ provider })
}
say('ready -')
for await (const line of createInterface(process.stdin)) {
  const request = JSON.parse(line)
  const { jobId } = await ('from' in request ? client['final.start'](request) : client['generate.start'](request))
  say(`started ${jobId}`)
}
