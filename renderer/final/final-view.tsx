import { Expand, Maximize, Minus, Plus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { FinalResult } from '../../app/domain/final/final-result.ts'
import type { ContentHash } from '../../app/domain/ids.ts'
import type { JobSummary } from '../../app/domain/job.ts'
import { useViewport, type ViewportControls } from '../canvas/use-viewport.ts'
import { useCommands } from '../commands/command-handlers.ts'
import { useFormat } from '../language/use-format.ts'
import { useAsset } from '../studio/queries.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { CompareDivider } from '../try-on/compare-divider.tsx'
import { DraftPane } from '../try-on/draft-pane.tsx'
import { Plate } from '../try-on/draft-panes.tsx'
import stage from '../try-on/stage.module.css'
import { tryOnStore } from '../try-on/try-on-store.ts'
import { usePeek } from '../try-on/use-peek.ts'
import { IconButton } from '../ui/button.tsx'
import { Num } from '../ui/num.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { finalWorkOf } from './final-of.ts'
import { finalStore } from './final-store.ts'

interface FinalViewProps {
  readonly job: JobSummary
  readonly result: FinalResult
  /** What the final is called. */
  readonly name: string
}

/** What a final is compared with. */
interface Before {
  readonly hash: string
  readonly label: string
}

/** A finished final: alone, against the photo or the draft, or beside it. */
export function FinalView({ job, result, name }: FinalViewProps): ReactNode {
  const { t } = useTranslation()
  const { view, setView } = useStore(tryOnStore)
  const against = useStore(finalStore, (state) => state.against)
  const photo = useAsset(finalWorkOf(job)?.personId ?? null).data?.hash
  const controls = useViewport(result.final)
  const compare = usePeek(() => setView(view === 'compare' ? 'result' : 'compare'))
  useCommands({
    'view.compare': { run: compare.run },
    'view.side-by-side': { run: () => setView(view === 'side-by-side' ? 'result' : 'side-by-side') },
    'view.fit': { run: controls.toFit },
    'view.fill': { run: controls.toFill },
    'view.actual-size': { run: controls.toActualSize },
    'view.zoom-in': { run: () => controls.zoomBy(1.25) },
    'view.zoom-out': { run: () => controls.zoomBy(0.8) },
  })
  const isDraft = against === 'draft' && result.draft !== null
  const hash: ContentHash | undefined = isDraft ? result.draft?.hash : photo
  const before = hash === undefined ? null : { hash, label: t(isDraft ? 'tryOn.draft' : 'view.before') }
  const shown = before === null ? 'result' : compare.isPeeking ? 'before' : view
  return (
    <>
      <FinalBar controls={controls} hasDraft={result.draft !== null} />
      {shown === 'side-by-side' && before !== null ? (
        <div className={stage.panes} dir="ltr">
          <Pane controls={controls} size={result.final} testId="before-stage" plate={{ side: 'start', text: before.label }}>
            <BeforePicture before={before} share={1} />
          </Pane>
          <Pane controls={controls} size={result.final} testId="final-stage" plate={{ side: 'end', text: name }}>
            <Picture hash={result.final.hash} name={name} />
          </Pane>
        </div>
      ) : (
        <Compared controls={controls} result={result} name={name} before={before} shown={shown} />
      )}
    </>
  )
}

interface ComparedProps {
  readonly controls: ViewportControls
  readonly result: FinalResult
  readonly name: string
  readonly before: Before | null
  readonly shown: 'result' | 'compare' | 'before' | 'side-by-side'
}

function Compared({ controls, result, name, before, shown }: ComparedProps): ReactNode {
  const [divider, setDivider] = useState(0.5)
  return (
    <DraftPane
      controls={controls}
      size={result.final}
      label={name}
      testId="final-stage"
      plates={
        <>
          {shown !== 'result' && before !== null && <Plate side="start" text={before.label} />}
          {shown !== 'before' && <Plate side="end" text={name} />}
        </>
      }
    >
      <Picture hash={result.final.hash} name={name} />
      {shown !== 'result' && before !== null && <BeforePicture before={before} share={shown === 'before' ? 1 : divider} />}
      {shown === 'compare' && (
        <CompareDivider share={divider} knobPx={controls.room.height / 2 - controls.viewport.y} onChange={setDivider} />
      )}
    </DraftPane>
  )
}

interface PaneProps {
  readonly controls: ViewportControls
  readonly size: FinalResult['final']
  readonly testId: string
  readonly plate: { readonly side: 'start' | 'end'; readonly text: string }
  readonly children: ReactNode
}

function Pane({ controls, size, testId, plate, children }: PaneProps): ReactNode {
  return (
    <DraftPane controls={controls} size={size} label={plate.text} testId={testId} plates={<Plate {...plate} />}>
      {children}
    </DraftPane>
  )
}

function Picture({ hash, name }: { readonly hash: string; readonly name: string }): ReactNode {
  const studio = useStudio()
  return <img src={studio.mediaUrl(hash, 'original')} alt={name} draggable={false} data-testid="final-picture" />
}

function BeforePicture({ before, share }: { readonly before: Before; readonly share: number }): ReactNode {
  const studio = useStudio()
  return (
    <img
      src={studio.mediaUrl(before.hash, 'original')}
      alt={before.label}
      draggable={false}
      data-testid="before-picture"
      style={{ clipPath: `inset(0 ${(1 - share) * 100}% 0 0)` }}
    />
  )
}

function FinalBar({ controls, hasDraft }: { readonly controls: ViewportControls; readonly hasDraft: boolean }): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const { view, setView } = useStore(tryOnStore)
  const against = useStore(finalStore, (state) => state.against)
  return (
    <div className={stage.bar}>
      <Segmented
        label={t('view.label')}
        value={view}
        onChange={setView}
        options={[
          { value: 'result', label: t('view.result') },
          { value: 'compare', label: t('view.compare') },
          { value: 'side-by-side', label: t('view.sideBySide') },
        ]}
      />
      {hasDraft && view !== 'result' && (
        <Segmented
          label={t('final.against')}
          value={against}
          onChange={(value) => finalStore.setState({ against: value })}
          options={[
            { value: 'photo', label: t('kept.photo') },
            { value: 'draft', label: t('tryOn.draft') },
          ]}
        />
      )}
      <span className={stage.end}>
        <IconButton label={t('view.zoomOut')} onClick={() => controls.zoomBy(0.8)}>
          <Minus size={16} />
        </IconButton>
        <span className={stage.percent} data-testid="zoom">
          <Num>{format.percent(controls.viewport.scale * devicePixelRatio)}</Num>
        </span>
        <IconButton label={t('view.zoomIn')} onClick={() => controls.zoomBy(1.25)}>
          <Plus size={16} />
        </IconButton>
        <IconButton label={t('view.fit')} aria-pressed={controls.isFit} onClick={controls.isFit ? controls.toFill : controls.toFit}>
          {controls.isFit ? <Expand size={16} /> : <Maximize size={16} />}
        </IconButton>
      </span>
    </div>
  )
}
