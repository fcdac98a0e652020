import type { Defect } from '../../app/domain/try-on.ts'
import type { Overlay } from './overlays.ts'
import type { Slot } from './try-on-store.ts'

/** What can be done about a weakness: look where it is, or give a better photo. */
export type NextStep = { readonly show: Exclude<Overlay, 'person' | 'layers'> } | { readonly replace: Slot }

/** Null where there is nothing to do but to know. */
export const NEXT_STEPS: Readonly<Record<Defect['code'], NextStep | null>> = {
  'anchors-uncertain': { show: 'anchors' },
  'stiff-fit': { replace: 'garment' },
  'mesh-folded': { show: 'mesh' },
  'old-garment-shows': { show: 'old' },
  'low-coverage': { show: 'edit' },
  'arms-reconstructed': { replace: 'person' },
  'skin-uncertain': { replace: 'person' },
  'face-covered': { show: 'edit' },
  'cut-out-uncertain': { replace: 'garment' },
  'low-resolution': { replace: 'garment' },
  'pose-uncertain': { show: 'pose' },
  'rear-view': { replace: 'person' },
  'carried-over': { replace: 'garment' },
  'colour-shift': null,
  'out-of-frame': { replace: 'person' },
}

export const SHOW_TEXTS = {
  edit: 'nextStep.showEdit',
  old: 'nextStep.showOld',
  pose: 'nextStep.showPose',
  mesh: 'nextStep.showMesh',
  anchors: 'nextStep.showAnchors',
} as const satisfies Record<Extract<NextStep, { show: unknown }>['show'], string>
