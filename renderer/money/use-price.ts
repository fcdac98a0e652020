import { useQuery } from '@tanstack/react-query'
import type { GenerateRequest } from '../../app/domain/cloud/generate-request.ts'
import type { MicroUsd } from '../../app/domain/money/money.ts'
import { useStudio } from '../studio/studio-context.tsx'

/** Of all jobs together, in millionths of a dollar. */
export interface TotalPrice {
  readonly micros: number
  /** What is kept back of the limits until it is known. */
  readonly reserveMicros: number
  /** The most that one of the jobs keeps back. */
  readonly jobReserveMicros: number
  /** The most that it can come to, with everything that is sent again. The ledger refuses more. */
  readonly mostMicros: number
  readonly isEstimate: boolean
}

/** How often a job may be sent at its dearest before its own limit stops it: once, and once more when a person decides so. */
const SENDS = 2

/** The limit of a job that keeps back as much. */
export function jobLimit(reserveMicros: number): MicroUsd {
  return (SENDS * reserveMicros) as MicroUsd
}

/** What requests would cost. Nothing is asked while something is missing. Words do not change the price, and are left out. */
export function usePrice(requests: readonly GenerateRequest[], { isWanted }: { readonly isWanted: boolean }) {
  const { client } = useStudio()
  const plain = requests.map((request) => ({ ...request, prompt: '', negativePrompt: '', name: null, window: null }))
  return useQuery({
    queryKey: ['generate.price', plain],
    enabled: isWanted && plain.length > 0,
    queryFn: async ({ signal }): Promise<TotalPrice> => {
      const prices = await Promise.all(plain.map((request) => client['generate.price'](request, { signal })))
      const reserves = prices.map(({ worstCaseMicros }) => worstCaseMicros)
      return {
        micros: prices.reduce((sum, { micros }) => sum + micros, 0),
        reserveMicros: reserves.reduce((sum, one) => sum + one, 0),
        jobReserveMicros: Math.max(...reserves),
        mostMicros: reserves.reduce((sum, one) => sum + jobLimit(one), 0),
        isEstimate: prices.some(({ isEstimate }) => isEstimate),
      }
    },
  })
}
