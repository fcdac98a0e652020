import type { StudioErrorShape } from '../../app/domain/errors.ts'

/** Where a person can do something about what a service or the ledger refused. */
export type ProblemStep = 'provider' | 'limits' | 'words' | 'model' | null

export function problemStep({ code }: StudioErrorShape): ProblemStep {
  switch (code) {
    case 'provider.off':
    case 'provider.no-key':
    case 'provider.unauthorized':
    case 'provider.account-locked':
    case 'secrets.locked':
    case 'secrets.failed':
      return 'provider'
    case 'money.cap-reached':
      return 'limits'
    case 'provider.refused-content':
      return 'words'
    case 'provider.bad-request':
    case 'provider.model-retired':
    case 'money.price-unknown':
      return 'model'
    default:
      return null
  }
}
