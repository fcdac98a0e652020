import { type DragEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { announce } from '../frame/announcer.tsx'
import { useTryOn } from '../try-on/try-on-actions.tsx'
import { tryOnStore } from '../try-on/try-on-store.ts'
import { ClipBar } from './clip-bar.tsx'
import { LiveBar } from './live-bar.tsx'
import { LiveInvitation } from './live-invitation.tsx'
import styles from './live-pose.module.css'
import { livePoseStore } from './live-pose-store.ts'
import { LiveProblemNote } from './live-problem-note.tsx'
import { isRunning, type LiveState } from './live-state.ts'
import { LiveVideo } from './live-video.tsx'
import { shownFrame, takeFrame } from './take-frame.ts'
import { useLiveSource } from './use-live-source.ts'

/** The stage while it shows a camera or a clip with the pose in it. What it opens is closed with it. */
export function LivePoseView(): ReactNode {
  const { t } = useTranslation()
  const { bringIn } = useTryOn()
  const video = useRef<HTMLVideoElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const { state, choose, stop, loseEyes } = useLiveSource(video)
  const [isMirrored, setMirrored] = useState(true)
  const [isOver, setOver] = useState(false)
  useClosing()
  const view = useRef<HTMLElement>(null)
  // What had the keys goes with what it started: they stay in here.
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at whenever something else is shown.
  useEffect(() => {
    if (document.activeElement === document.body) view.current?.focus()
  }, [state.phase])
  const isCamera = isRunning(state) && state.source.kind === 'camera'
  const chooseClip = (file: File): void => choose({ kind: 'clip', file })
  const take = async (): Promise<void> => {
    if (video.current === null || state.phase !== 'live') return
    const file = await takeFrame(shownFrame(video.current, canvas.current), new Date())
    livePoseStore.getState().close()
    const before = tryOnStore.getState().person
    await bringIn([file], 'person')
    // Where it could not be brought in, the room says so.
    if (tryOnStore.getState().person !== before) announce(t('livePose.taken'))
  }
  const onDrop = (event: DragEvent): void => {
    setOver(false)
    const clip = [...event.dataTransfer.files].find(({ type }) => type.startsWith('video/'))
    // Pictures go where they always go.
    if (clip === undefined) return
    event.preventDefault()
    event.stopPropagation()
    chooseClip(clip)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    livePoseStore.getState().close()
  }
  return (
    <section
      ref={view}
      tabIndex={-1}
      className={styles.column}
      aria-label={t('livePose.title')}
      data-testid="live-pose"
      data-phase={state.phase}
      onKeyDown={onKeyDown}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <LiveBar state={state} mirror={isCamera ? { isOn: isMirrored, set: setMirrored } : null} choose={choose} stop={stop} take={take} />
      <div className={styles.view}>
        <div className={styles.stage} dir="ltr" data-canvas data-over={isOver}>
          <LiveVideo video={video} canvas={canvas} state={state} isMirrored={isCamera && isMirrored} onLost={loseEyes} />
          <Front state={state} choose={choose} />
        </div>
        {state.phase === 'live' && state.source.kind === 'clip' && <ClipBar video={video} />}
      </div>
    </section>
  )
}

/** What is said instead of a picture. */
function Front({ state, choose }: { readonly state: LiveState; readonly choose: ReturnType<typeof useLiveSource>['choose'] }): ReactNode {
  switch (state.phase) {
    case 'off':
      return <LiveInvitation reason={state.reason} choose={choose} />
    case 'failed':
      return <LiveProblemNote problem={state.problem} source={state.source} choose={choose} />
    case 'opening':
    case 'live':
      return null
  }
}

/** Another draft or another person on the stage puts the live pose away. */
function useClosing(): void {
  useEffect(
    () =>
      tryOnStore.subscribe((now, before) => {
        const isOther = now.person !== before.person || (now.job !== null && now.job !== before.job)
        if (isOther) livePoseStore.getState().close()
      }),
    [],
  )
}
