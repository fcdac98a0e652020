import type { z } from 'zod'
import type { doctorReport } from '../../contract/contract.ts'
import { examine } from '../../library/doctor.ts'
import type { HostFacts } from '../../contract/host-facts.ts'
import type { StudioContext } from './context.ts'

type Report = z.input<typeof doctorReport>

export function hostHandlers(context: StudioContext) {
  return {
    'host.describe': (): HostFacts => context.host,
    'host.doctor': ({ verify }: { verify: boolean }, { signal }: { signal: AbortSignal }): Promise<Report> =>
      examine(context.library.folder, { verify, signal }),
  }
}
