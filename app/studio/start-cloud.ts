import type { ProviderStatus } from '../contract/cloud.ts'
import type { ProviderId } from '../domain/cloud/tasks.ts'
import type { MicroUsd } from '../domain/money/money.ts'
import type { LedgerEntry } from '../domain/money/submission.ts'
import { stopWork } from '../jobs/cloud/stop-work.ts'
import { spendIn } from '../ledger/spend.ts'
import { entryOf } from '../ledger/submission-rows.ts'
import type { Queue } from '../queue/queue.ts'
import { type Cloud, type CloudOptions, keyName, openCloud } from './cloud.ts'
import { statusOf } from './handlers/cloud.ts'

type CloudEvent =
  | { readonly type: 'provider.changed'; readonly provider: ProviderStatus }
  | { readonly type: 'spend.changed'; readonly entry: LedgerEntry; readonly todayMicros: MicroUsd }

export interface StartedCloud extends Cloud {
  announceProvider(provider: ProviderId): void
  /** Once the queue is there: what a change lets go on is woken, and what cancelled jobs left open is closed. */
  join(queue: Queue): void
  /** Stops the queue. While a request is on the wire for money its answer is waited for a while longer: what it begins must be known. */
  stop(queue: Queue, graceMs: number): Promise<void>
}

const SENDING_GRACE_MS = 20_000

/** Opens the cloud side of the studio and tells its listeners what changes there. @throws as `openCloud` */
export async function startCloud(
  options: Omit<CloudOptions, 'onState' | 'onSubmission'>,
  publish: (event: CloudEvent) => unknown,
): Promise<StartedCloud> {
  const { library, log } = options
  let wake = (): void => undefined
  const cloud = await openCloud({
    ...options,
    onSubmission: (submission, ledger) => {
      const { day } = ledger.today()
      publish({ type: 'spend.changed', entry: entryOf(submission), todayMicros: spendIn(library.db, { from: day, to: day }).micros })
    },
    onState: ({ provider }) => {
      wake()
      announceProvider(provider)
    },
  })
  const announceProvider = (provider: ProviderId): void => {
    const tell = async (): Promise<void> => {
      const keys = await (await cloud.secrets()).list()
      publish({ type: 'provider.changed', provider: statusOf(cloud, provider, keys) })
    }
    tell().catch((thrown: unknown) => log.warn({ provider, err: thrown }, `${keyName(provider)} could not be looked for`))
  }
  return {
    ...cloud,
    announceProvider,
    async stop(queue, graceMs) {
      const { sending, ledger } = cloud.services
      await queue.stop(sending.size > 0 ? Math.max(graceMs, SENDING_GRACE_MS) : graceMs)
      await ledger.flush().catch((thrown: unknown) => log.error({ err: thrown }, 'The records of the ledger are behind'))
    },
    join(queue) {
      wake = () => queue.wake()
      const { services } = cloud
      for (const jobId of services.ledger.openJobs()) {
        if (stateOf(queue, jobId) !== 'canceled') continue
        stopWork(services, jobId).catch((thrown: unknown) => log.warn({ jobId, err: thrown }, 'A cancelled job could not be closed'))
      }
    },
  }
}

/** A rebuild may have lost the jobs and kept the ledger: what is open there then stays to be seen. */
function stateOf(queue: Queue, id: Parameters<Queue['get']>[0]): string | undefined {
  try {
    return queue.get(id).state
  } catch {
    return undefined
  }
}
