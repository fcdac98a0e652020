import { StudioError } from '../../app/domain/errors.ts'
import { reportProblem } from '../frame/problem-store.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { useEditor } from './edit-context.tsx'
import { type Compared, MOST_PANES } from './session/compared.ts'

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
  const change = (how: (panes: readonly Compared[]) => readonly Compared[]): void =>
    store.setState(({ compare, compared }) => {
      const kind = compare === 'grid' ? 'grid' : 'pair'
      return { compared: { ...compared, [kind]: how(compared[kind]) } }
    })
  const put = (pane: number, shown: Compared): void =>
    change((panes) => (pane < panes.length ? panes.with(pane, shown) : [...panes, shown]))
  return {
    /** Shows something else in a pane; one more than there are adds it. */
    choose: (pane: number, choice: 'now' | 'original' | number): void => {
      if (typeof choice === 'string') put(pane, { kind: choice })
      else reported(read(choice).then((shown) => put(pane, shown)))
    },
    remove: (pane: number): void => change((panes) => panes.toSpliced(pane, 1)),
    /** Up to four at once: the newest versions that are not in sight yet come beside what is compared. */
    openGrid: (): void => {
      store.setState({ compare: 'grid' })
      reported(fillWithVersions())
    },
  }

  async function fillWithVersions(): Promise<void> {
    const { versions } = await client['documents.list-versions']({ id })
    for (const { step } of versions) {
      const { compare, compared, position } = store.getState()
      if (compare !== 'grid' || compared.grid.length >= MOST_PANES) return
      if (step === position.step || compared.grid.some((shown) => shown.kind === 'step' && shown.step === step)) continue
      const shown = await read(step)
      // Before what is now, which stays last.
      change((panes) => panes.toSpliced(-1, 0, shown))
    }
  }
}
