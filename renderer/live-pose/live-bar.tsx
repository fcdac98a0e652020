import { Camera, CircleStop, FlipHorizontal2, X } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import stage from '../try-on/stage.module.css'
import { Button, IconButton } from '../ui/button.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { type Camera as CameraFacts, listCameras } from './camera.ts'
import { livePoseStore } from './live-pose-store.ts'
import { isRunning, type LiveSource, type LiveState } from './live-state.ts'

interface LiveBarProps {
  readonly state: LiveState
  /** Null where there is nothing to mirror. */
  readonly mirror: { readonly isOn: boolean; readonly set: (isOn: boolean) => void } | null
  readonly choose: (source: LiveSource) => void
  readonly stop: () => void
  readonly take: () => Promise<void>
}

/** The bar over a live pose: which camera, how it is shown, the picture that is taken, the end. */
export function LiveBar({ state, mirror, choose, stop, take }: LiveBarProps): ReactNode {
  const { t } = useTranslation()
  return (
    <div className={stage.bar}>
      <span className={stage.barTitle}>{t('livePose.title')}</span>
      {state.phase === 'live' && state.source.kind === 'camera' && <CameraChoice deviceId={state.source.deviceId} choose={choose} />}
      {mirror !== null && (
        <IconButton
          label={t('livePose.mirror')}
          aria-pressed={mirror.isOn}
          onClick={() => mirror.set(!mirror.isOn)}
          data-testid="live-mirror"
        >
          <FlipHorizontal2 size={16} />
        </IconButton>
      )}
      <span className={stage.end}>
        {isRunning(state) && (
          <IconButton label={t('livePose.stop')} onClick={stop} data-testid="live-stop">
            <CircleStop size={16} />
          </IconButton>
        )}
        <Button kind="line" disabled={state.phase !== 'live'} onClick={() => void take()} data-testid="live-take">
          <Camera size={16} aria-hidden />
          {t('livePose.take')}
        </Button>
        <IconButton label={t('livePose.close')} onClick={() => livePoseStore.getState().close()} data-testid="live-close">
          <X size={16} />
        </IconButton>
      </span>
    </div>
  )
}

/** Which camera, where there are several. Their names are told once one may be used. */
function CameraChoice({
  deviceId,
  choose,
}: {
  readonly deviceId: string | null
  readonly choose: (source: LiveSource) => void
}): ReactNode {
  const { t } = useTranslation()
  const cameras = useCameras()
  if (cameras.length === 0) return null
  return (
    <SelectField
      label={t('livePose.camera')}
      labelled="inside"
      testId="live-camera-choice"
      value={deviceId ?? cameras[0]?.id ?? ''}
      options={cameras.map(({ id, name }, index) => ({ value: id, label: name === '' ? t('livePose.cameraN', { n: index + 1 }) : name }))}
      onChange={(id) => choose({ kind: 'camera', deviceId: id })}
    />
  )
}

function useCameras(): readonly CameraFacts[] {
  const [cameras, setCameras] = useState<readonly CameraFacts[]>([])
  useEffect(() => {
    let isOver = false
    const list = (): void => {
      listCameras().then(
        (found) => {
          if (!isOver) setCameras(found)
        },
        // Without a list the camera that runs goes on.
        () => undefined,
      )
    }
    list()
    navigator.mediaDevices.addEventListener('devicechange', list)
    return () => {
      isOver = true
      navigator.mediaDevices.removeEventListener('devicechange', list)
    }
  }, [])
  return cameras
}
