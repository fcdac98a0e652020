import { z } from 'zod'
import { config } from '../platform/config.ts'

/** What the host tells the core thread when it starts it. */
export const coreSettings = z.object({
  config,
  /** `observe` opens the library without running anything: for commands that only look. */
  mode: z.enum(['work', 'observe']),
  samplesFolder: z.string(),
  modelFolder: z.string().nullable(),
  host: z.object({
    version: z.string(),
    buildId: z.string(),
    capabilities: z.object({
      nativeDialogs: z.boolean(),
      revealInFolder: z.boolean(),
      pathImport: z.boolean(),
      secureSecrets: z.boolean(),
    }),
  }),
})
export type CoreSettings = z.output<typeof coreSettings>
