import type { ProviderId } from '../domain/cloud/tasks.ts'
import type { ProviderAdapter } from './adapter.ts'
import type { AdapterTools } from './adapter-tools.ts'
import { createFalAdapter } from './fal/adapter.ts'
import { createGoogleAdapter } from './google/adapter.ts'
import { createModelslabAdapter } from './modelslab/adapter.ts'
import { createReplicateAdapter } from './replicate/adapter.ts'
import { createRunwayAdapter } from './runway/adapter.ts'
import { createTogetherAdapter } from './together/adapter.ts'
import { createXaiAdapter } from './xai/adapter.ts'

/** The adapter of each service. `local` has none: what the machine does by itself are jobs of their own. @public for paid jobs */
export function createAdapters(tools: AdapterTools): Readonly<Record<Exclude<ProviderId, 'local'>, ProviderAdapter>> {
  return {
    fal: createFalAdapter(tools),
    google: createGoogleAdapter(tools),
    replicate: createReplicateAdapter(tools),
    runway: createRunwayAdapter(tools),
    together: createTogetherAdapter(tools),
    modelslab: createModelslabAdapter(tools),
    xai: createXaiAdapter(tools),
  }
}
