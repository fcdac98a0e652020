import { writeSync } from 'node:fs'
import type { ModelChoice } from '../../app/domain/cloud/generate-request.ts'
import type { ProviderId } from '../../app/domain/cloud/tasks.ts'
import { StudioError } from '../../app/domain/errors.ts'
import type { JobId } from '../../app/domain/ids.ts'
import { isFinished, type JobSummary } from '../../app/domain/job.ts'
import { EMULATOR_KEYS } from '../../tests/emulator/core/keys.ts'
import { openTempStudio } from '../temp-studio.ts'
import { MONEY_WISHES, type MoneyWish } from './money-wishes.ts'

/**
 * The process that is killed while services work for it. Arguments: library folder, jobs in all, a picture. It sends in what is not in the library
 * yet, and decides what a person would: what nobody can tell is given up, never sent a second time; what is slow is waited for; a paused
 * service is let go on. Says `ready`, `not-begun` with the number of jobs that a limit on spending kept out, and `drained`.
 */
const [libraryFolder = '', count = '0', picture = ''] = process.argv.slice(2)

/** Synchronous: what was said before a SIGKILL has been said. */
const say = (word: string): void => void writeSync(1, `${word}\n`)
/** How often a person says "go on" before giving up. */
const PATIENCE = 6

const studio = await openTempStudio({
  libraryFolder,
  cloudTiming: { longestPollMs: 15, reconcileAfterMs: 40, reconcileForMs: 400, firstPauseMs: 5, maxPauseMs: 60, downloadMs: 5_000 },
})
const { client } = studio.core
const asked = new Map<JobId, number>()

for (const provider of Object.keys(EMULATOR_KEYS) as (keyof typeof EMULATOR_KEYS)[]) {
  await client['providers.set-key']({ provider, key: EMULATOR_KEYS[provider] })
  await client['providers.switch']({ provider, to: 'on' })
}
studio.core.listen((event) => {
  if (event.type === 'provider.changed' && event.provider.pause !== null) void letGo(event.provider.id)
  if (event.type === 'job.changed') void decide(event.job)
})
say('ready')
for (const { id, pause } of (await client['providers.list']({})).providers) {
  if (pause !== null) await letGo(id)
}
const known = await allJobs()
for (const job of known) await decide(job)
const notBegun = await sendIn(new Set(known.map(({ title }) => title)))
for (;;) {
  const jobs = await allJobs()
  if (jobs.length + notBegun >= Number(count) && jobs.every(({ state }) => isFinished(state))) break
  await new Promise((resolve) => setTimeout(resolve, 100))
}
say(`not-begun ${notBegun}`)
say('drained')
await studio.core.stop()

async function letGo(provider: ProviderId): Promise<void> {
  if (provider !== 'local') await client['providers.resume']({ provider })
}

/** Sends in what is not there yet; gives how many of it a limit on spending did not let begin. */
async function sendIn(there: ReadonlySet<string>): Promise<number> {
  if (there.size >= Number(count)) return 0
  let refused = 0
  const [kept] = (await client['library.list']({ kind: 'picture', limit: 1 })).assets.filter(({ origin }) => origin === 'import')
  const assetId = kept?.id ?? (await studio.import(picture))
  for (let index = 0; index < Number(count); index++) {
    const name = `paid ${index}`
    if (there.has(name)) continue
    const wish = MONEY_WISHES[index % MONEY_WISHES.length] as MoneyWish
    const choice: ModelChoice = { model: wish.model, parameters: {} }
    const { task, brand } = wish
    const inputs = task === 'edit-image' ? [{ role: 'image' as const, assetId }] : []
    const prompt = `${name}: a red dress`
    await client['generate.start']({ task, choice, inputs, prompt, name, brand }).catch((thrown: unknown) => {
      if (StudioError.from(thrown).code !== 'money.cap-reached') throw thrown
      refused += 1
    })
  }
  return refused
}

async function decide({ id, state, error }: JobSummary): Promise<void> {
  if (state !== 'needs-attention') return
  const times = (asked.get(id) ?? 0) + 1
  asked.set(id, times)
  const isUnknown = error?.code === 'provider.outcome-unknown'
  const decision = isUnknown || times > PATIENCE ? 'discard' : 'go-on'
  // Decided already, by an event that came before the list.
  await client['jobs.decide']({ id, decision }).catch(() => undefined)
}

async function allJobs(): Promise<JobSummary[]> {
  const jobs: JobSummary[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page: { jobs: JobSummary[]; nextCursor: string | null } = await client['jobs.list']({
      limit: 500,
      ...(cursor === undefined ? {} : { cursor }),
    })
    jobs.push(...page.jobs)
    cursor = page.nextCursor
  }
  return jobs
}
