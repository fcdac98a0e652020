import { StudioError } from '../../app/domain/errors.ts'
import { reportProblem } from '../frame/problem-store.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { useEditor } from './edit-context.tsx'
import type { Compared } from './session/compared.ts'

const MOST_PANES = 4

/** What can be done with the panes of a comparison; what cannot be read is reported by the frame. */
export function useCompared() {
  const { client } = useStudio()
  const { id, store } = useEditor()
  const read = async (step: number): Promise<Compared> => ({
    kind: 'step',
    step,
    document: (await client['documents.read-step']({ id, step })).document,
  })
  const reported = (work: Promise<void>): void => void work.catch((thrown: unknown) => reportProblem(StudioError.from(thrown)))
  const put = (pane: number, shown: Compared): void =>
    store.setState(({ compared }) => ({ compared: pane < compared.length ? compared.with(pane, shown) : [...compared, shown] }))
  return {
    /** Shows something else in a pane; one more than there are adds it. */
    choose: (pane: number, choice: 'now' | 'original' | number): void => {
      if (typeof choice === 'string') put(pane, { kind: choice })
      else reported(read(choice).then((shown) => put(pane, shown)))
    },
    remove: (pane: number): void => store.setState(({ compared }) => ({ compared: compared.toSpliced(pane, 1) })),
    /** Up to four at once: the newest versions that are not in sight yet come beside what is compared. */
    openGrid: (): void => {
      store.setState({ compare: 'grid' })
      reported(fillWithVersions())
    },
  }

  async function fillWithVersions(): Promise<void> {
    const { versions } = await client['documents.list-versions']({ id })
    for (const { step } of versions) {
      const { compared, position } = store.getState()
      if (compared.length >= MOST_PANES) return
      if (step === position.step || compared.some((shown) => shown.kind === 'step' && shown.step === step)) continue
      const shown = await read(step)
      // Before what is now, which stays last.
      store.setState((state) => ({ compared: state.compared.toSpliced(-1, 0, shown) }))
    }
  }
}
