import { isAt } from '../bases.ts'
import type { Operation } from './wire.ts'

/** Addresses at other hosts are not taken: they would be given the key. The same are built instead, without the model's sub-path, as fal's client does. */
export function operationOf(
  given: { request_id: string; status_url?: string | undefined; response_url?: string | undefined; cancel_url?: string | undefined },
  model: string,
  queue: string,
): Operation {
  const parts = model.split('/')
  const app = parts.slice(0, parts[0] === 'comfy' || parts[0] === 'workflows' ? 3 : 2).join('/')
  const own = `${queue}/${app}/requests/${given.request_id}`
  const trusted = (url: string | undefined, built: string) => (url !== undefined && isAt(queue, url) ? url : built)
  return {
    requestId: given.request_id,
    statusUrl: trusted(given.status_url, `${own}/status`),
    responseUrl: trusted(given.response_url, own),
    cancelUrl: trusted(given.cancel_url, `${own}/cancel`),
  }
}
