import { StudioError } from '../../domain/errors.ts'
import type { StudioContext } from './context.ts'

/**
 * A call of fal that some work has ended. It is a hint and nothing more: whoever waits for that work looks now instead of later, at the
 * service itself. A call for work that nobody waits for leads to nothing.
 *
 * @throws StudioError `request.unauthorized` for a call that fal did not sign, that is old, or that came before; `request.forbidden` where this
 * host takes none; `provider.*` where fal's keys cannot be had
 */
export async function receiveWebhook(
  { cloud, queue }: StudioContext,
  call: { readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array },
): Promise<'woken' | 'ignored'> {
  const { checkWebhook, services } = cloud
  if (checkWebhook === null) throw new StudioError('request.forbidden', 'This host takes no webhooks')
  if (!services.states.get('fal').isOn) throw new StudioError('provider.off', 'fal is not switched on', { details: { provider: 'fal' } })
  const requestId = await checkWebhook(call)
  const jobId = services.ledger.jobOf('fal', requestId)
  return jobId !== undefined && queue.lookNow(jobId) === 'woken' ? 'woken' : 'ignored'
}
