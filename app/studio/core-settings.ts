import { z } from 'zod'
import { hostFacts } from '../contract/host-facts.ts'
import { config } from '../platform/config.ts'
import { cloudTimingSetting } from './cloud-timing.ts'

/** What the host tells the core thread when it starts it. */
export const coreSettings = z.object({
  config,
  /** `observe` opens the library without running anything: for commands that only look. */
  mode: z.enum(['work', 'observe']),
  samplesFolder: z.string(),
  modelFolder: z.string().nullable(),
  host: hostFacts,
  /** The public address of a headless host, where it has one; services tell it when their work has ended. */
  publicUrl: z.url().nullable().prefault(null),
  /** Waits of paid work; for tests. */
  cloudTiming: cloudTimingSetting.prefault({}),
})
export type CoreSettings = z.output<typeof coreSettings>
