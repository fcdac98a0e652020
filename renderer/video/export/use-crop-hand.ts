import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlanPreview } from '../../../app/domain/video/export-plan.ts'
import type { ClipRatio } from '../../../app/domain/video/networks.ts'
import { setShape } from './clip-choices.ts'
import { draggedPlace, freeAxis, placeOf } from './crop-place.ts'

interface CropHandOptions {
  readonly ratio: ClipRatio
  /** The part of the clip that is shown. */
  readonly box: PlanPreview['outputs'][number]['shown']
  /** A frame that shows everything has nothing to be moved. */
  readonly isCrop: boolean
}

const KEY_STEP = 0.02

/** What a preview needs so that its crop can be moved by pointer and keys, and followed again by a double click. */
export function useCropHand({ ratio, box, isCrop }: CropHandOptions) {
  const { t } = useTranslation()
  const held = useRef<{ readonly x: number; readonly y: number; readonly place: number } | null>(null)
  const axis = isCrop ? freeAxis(box) : null
  const place = placeOf(box)
  const facts = { 'data-axis': axis ?? 'none', 'data-place': place.toFixed(3) }
  if (axis === null) return facts
  const put = (next: number): void => setShape(ratio, { place: Math.min(1, Math.max(0, next)) })
  const letGo = (): void => {
    held.current = null
  }
  return {
    ...facts,
    role: 'slider',
    tabIndex: 0,
    'aria-label': t('video.export.crop', { ratio }),
    'aria-valuemin': 0,
    'aria-valuemax': 100,
    'aria-valuenow': Math.round(100 * place),
    title: t('video.export.cropHelp'),
    onKeyDown: (event: KeyboardEvent): void => {
      const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key]
      if (step !== undefined) put(place + step * KEY_STEP * (event.shiftKey ? 5 : 1))
      else if (event.key === 'Delete') setShape(ratio, { place: null })
      else return
      event.preventDefault()
    },
    onPointerDown: (event: PointerEvent<HTMLElement>): void => {
      event.currentTarget.setPointerCapture(event.pointerId)
      held.current = { x: event.clientX, y: event.clientY, place }
    },
    onPointerMove: ({ currentTarget, clientX, clientY }: PointerEvent<HTMLElement>): void => {
      if (held.current === null) return
      const { width, height } = currentTarget.getBoundingClientRect()
      const by = { x: (clientX - held.current.x) / width, y: (clientY - held.current.y) / height }
      put(draggedPlace(box, held.current.place, by))
    },
    onPointerUp: letGo,
    onPointerCancel: letGo,
    onDoubleClick: () => setShape(ratio, { place: null }),
  }
}
