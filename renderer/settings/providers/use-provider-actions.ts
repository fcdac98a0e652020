import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ProviderStatus } from '../../../app/contract/cloud.ts'
import { StudioError } from '../../../app/domain/errors.ts'
import { reportProblem } from '../../frame/problem-store.ts'
import { providersKey } from '../../studio/query-keys.ts'
import { useStudio } from '../../studio/studio-context.tsx'
import { type CloudProvider, providersStore, type TestAnswer } from './providers-store.ts'

export interface ProviderActions {
  /** Keeps a key, switches its service on, and has the service look at it. */
  readonly setKey: (provider: CloudProvider, key: string) => Promise<void>
  readonly removeKey: (provider: CloudProvider) => void
  readonly test: (provider: CloudProvider) => void
  readonly flip: (provider: CloudProvider, to: 'on' | 'off') => void
  readonly resume: (provider: CloudProvider) => void
}

/** What a person can do with services. What a service says to a test stands beside it; other failures are reported by the frame. */
export function useProviderActions(): ProviderActions {
  const { client } = useStudio()
  const queries = useQueryClient()
  return useMemo(() => {
    const fresh = (): Promise<void> => queries.invalidateQueries({ queryKey: providersKey })
    const write = (status: ProviderStatus): void => {
      queries.setQueryData<{ providers: ProviderStatus[] }>(providersKey, (list) =>
        list === undefined ? undefined : { ...list, providers: list.providers.map((one) => (one.id === status.id ? status : one)) },
      )
    }
    const guard = (work: Promise<ProviderStatus>): void =>
      void work.then(write, (thrown: unknown) => reportProblem(StudioError.from(thrown)))
    const test = async (provider: CloudProvider): Promise<void> => {
      begin(provider)
      try {
        end(provider, { answer: await client['providers.test-key']({ provider }) })
      } catch (thrown) {
        end(provider, { problem: StudioError.from(thrown) })
      }
      await fresh()
    }
    return {
      // No cache of requests sees the key: it goes to the studio, and is forgotten here.
      setKey: async (provider, key) => {
        try {
          write(await client['providers.set-key']({ provider, key }))
          write(await client['providers.switch']({ provider, to: 'on' }))
        } catch (thrown) {
          end(provider, { problem: StudioError.from(thrown) })
          return
        }
        await test(provider)
      },
      removeKey: (provider) => {
        end(provider, {})
        guard(client['providers.remove-key']({ provider }))
      },
      test: (provider) => void test(provider),
      flip: (provider, to) => guard(client['providers.switch']({ provider, to })),
      resume: (provider) => guard(client['providers.resume']({ provider })),
    }
  }, [client, queries])
}

function begin(provider: CloudProvider): void {
  providersStore.setState(({ testing, answers: { [provider]: _answer, ...answers }, problems: { [provider]: _problem, ...problems } }) => ({
    testing: [...testing, provider],
    answers,
    problems,
  }))
}

function end(provider: CloudProvider, { answer, problem }: { readonly answer?: TestAnswer; readonly problem?: StudioError }): void {
  providersStore.setState(({ testing, answers: { [provider]: _answer, ...answers }, problems: { [provider]: _problem, ...problems } }) => ({
    testing: testing.filter((one) => one !== provider),
    answers: answer === undefined ? answers : { ...answers, [provider]: answer },
    problems: problem === undefined ? problems : { ...problems, [provider]: problem.toShape() },
  }))
}
