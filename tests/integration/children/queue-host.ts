/**
 * A host that runs jobs, for tests that kill it: `node queue-host.ts <database> <crashing label>`.
 * A job of the crashing label never ends; `running <label>` is printed when it begins, `done <label>` when one has ended.
 */
import { join } from 'node:path'
import { migrate } from '../../../app/db/migrate.ts'
import { openDatabase } from '../../../app/db/open.ts'
import { bootId, createId } from '../../../app/domain/ids.ts'
import { silentLog } from '../../../app/platform/log.ts'
import { createEventLog } from '../../../app/queue/event-log.ts'
import { createQueue, type QueueEvent } from '../../../app/queue/queue.ts'
import { testJob } from '../../support/test-jobs.ts'

const [path = '', stuck = ''] = process.argv.slice(2)
const clock = { now: () => Date.now() }
const db = openDatabase(path)
migrate(db, { backupPath: join(path, '..', 'backup.db') })
const events = createEventLog<QueueEvent>(clock)
events.subscribe(({ event }) => {
  if (event.type === 'job.changed') process.stdout.write(`${event.job.state} ${event.job.title}\n`)
})
const queue = createQueue({
  db,
  definitions: {
    pose: testJob({
      run: async ({ label }, { attempt }) => {
        process.stdout.write(`began ${label}\n`)
        if (label === stuck) await new Promise(() => undefined)
        return { label, attempt }
      },
    }),
  },
  services: null,
  events,
  clock,
  random: Math.random,
  bootId: bootId.parse(createId('boo', clock, Math.random)),
  log: silentLog,
})
queue.start()
// The parent ends this process; until then it stays, as a host does.
setInterval(() => undefined, 60_000)
