import type { ProviderBases } from '../bases.ts'
import type { ProviderHttp } from '../http.ts'

/** Longest wait for fal's public keys. */
export const KEYS_TIMEOUT_MS = 10_000

/**
 * The public keys that fal signs its calls with, as it gives them: https://fal.ai/docs/model-apis/model-endpoints/webhooks
 *
 * @throws StudioError `provider.*` where they cannot be had, as while fal is switched off
 */
export async function fetchWebhookKeys(http: ProviderHttp, { falRest }: Pick<ProviderBases, 'falRest'>): Promise<unknown> {
  const { text } = await http.send({ url: `${falRest}/.well-known/jwks.json`, method: 'GET', trust: 'configured' })
  try {
    return JSON.parse(text)
  } catch {
    // No key set: told as one that cannot be read.
    return null
  }
}
