import { z } from 'zod'

/** Where keys are kept: the system's keyring, Electron's encryption, a sealed file, or memory alone. */
export const secretsStatus = z.object({
  kind: z.enum(['keyring', 'system', 'vault', 'session']),
  /** The store as a person knows it, for example `Secret Service`. */
  store: z.string(),
  isLocked: z.boolean(),
  /** Whether keys outlive this session. */
  lasts: z.boolean(),
  /** Better stores that cannot be used, and why. */
  unavailable: z.array(z.object({ kind: z.enum(['keyring', 'system']), reason: z.string() })),
})
export type SecretsStatus = z.output<typeof secretsStatus>
