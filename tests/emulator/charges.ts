import type { Outcome } from './core/jobs.ts'
import type { EmulatedProvider } from './core/wire.ts'

/**
 * What is billed of work that did not end well, as a share of its price.
 *
 * fal: failures with 5xx are never billed; 422 may be, where a runner has worked already [documented]: here it is. Google: tokens of blocked
 * answers are counted [seen in issues]: here half. Runway: terminal states say their cost, 0 where refunded [SDK]. xAI: blocked pictures are billed
 * [guess]. Replicate, Together, ModelsLab: failures are not billed [guess].
 */
const SHARES: Readonly<Record<EmulatedProvider, { readonly failed: number; readonly moderated: number }>> = {
  fal: { failed: 0, moderated: 1 },
  google: { failed: 0, moderated: 0.5 },
  replicate: { failed: 0, moderated: 0 },
  runway: { failed: 0, moderated: 0 },
  together: { failed: 0, moderated: 0 },
  modelslab: { failed: 0, moderated: 0 },
  xai: { failed: 0, moderated: 1 },
}

/** What a service bills for an outcome, in millionths of a US dollar. */
export function chargeFor(provider: EmulatedProvider, outcome: Pick<Outcome<unknown>, 'kind'>, costMicros: number): number {
  return outcome.kind === 'succeeded' ? costMicros : Math.round(costMicros * SHARES[provider][outcome.kind])
}
