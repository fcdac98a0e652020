import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { DraftOverlays } from '../../app/domain/draft-overlays.ts'
import { gridPath, rimPath } from './mesh-paths.ts'
import styles from './overlays.module.css'
import type { Overlay } from './overlays.ts'
import { PoseMarks } from './pose-marks.tsx'
import type { ShownMask } from './use-overlays.ts'

interface OverlayLayerProps {
  readonly overlays: readonly Overlay[]
  readonly masks: readonly ShownMask[]
  readonly found: DraftOverlays | undefined
  /** Of the draft; everything found is in its pixels. */
  readonly size: { readonly width: number; readonly height: number }
  /** Points that can be dragged lie over the picture: their marks are not drawn a second time. */
  readonly marks: 'drawn' | 'handles'
  /** Screen pixels for one of the draft: marks keep their size while the picture is zoomed. */
  readonly scale: number
}

/** Everything that is switched on, over one picture. It takes no pointer: panning and zooming go on beneath it. */
export function OverlayLayer({ overlays, masks, found, size, marks, scale }: OverlayLayerProps): ReactNode {
  const { pose = null, mesh = null, anchors = null } = found ?? {}
  const isOn = (overlay: Overlay): boolean => overlays.includes(overlay)
  return (
    <>
      {masks
        .filter(({ overlay }) => isOn(overlay))
        .map(({ mask, url, colour }) => (
          <div
            key={mask}
            className={styles.mask}
            style={{ maskImage: `url("${url}")`, background: colour }}
            data-testid={mask === 'edit' ? 'mask-overlay' : `overlay-${mask}`}
          />
        ))}
      <svg className={styles.shapes} viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden>
        {isOn('mesh') && mesh !== null && <Mesh mesh={mesh} />}
        {isOn('anchors') && anchors !== null && <Anchors anchors={anchors} mesh={mesh} marks={marks} scale={scale} />}
        {isOn('pose') && pose !== null && <PoseMarks pose={pose} marks={marks} scale={scale} />}
      </svg>
    </>
  )
}

function Mesh({ mesh }: { readonly mesh: NonNullable<DraftOverlays['mesh']> }): ReactNode {
  const paths = useMemo(() => mesh.layers.map((layer) => ({ name: layer.name, path: gridPath(layer) })), [mesh])
  return (
    <g className={styles.mesh} data-testid="overlay-mesh">
      {paths.map(({ name, path }) => (
        <path key={name} d={path} vectorEffect="non-scaling-stroke" />
      ))}
    </g>
  )
}

/** Screen pixels. */
const ANCHOR_PX = 5
/** In a smaller picture the names of the points would lie on each other. */
const NAMES_FROM = 0.5

interface AnchorsProps extends Pick<OverlayLayerProps, 'marks' | 'scale'> {
  readonly anchors: NonNullable<DraftOverlays['anchors']>
  readonly mesh: DraftOverlays['mesh']
}

function Anchors({ anchors, mesh, marks, scale }: AnchorsProps): ReactNode {
  const { t } = useTranslation()
  const rims = useMemo(() => (mesh?.layers ?? []).filter(({ name }) => name !== 'back').map(rimPath), [mesh])
  return (
    <g className={styles.anchors} data-testid="overlay-anchors">
      {rims.map((path) => (
        <path key={`under ${path}`} className={styles.under} d={path} vectorEffect="non-scaling-stroke" />
      ))}
      {rims.map((path) => (
        <path key={path} d={path} vectorEffect="non-scaling-stroke" />
      ))}
      {anchors.map(({ name, x, y }) => (
        <g key={name}>
          {marks === 'drawn' && <circle cx={x} cy={y} r={ANCHOR_PX / scale} vectorEffect="non-scaling-stroke" />}
          {scale >= NAMES_FROM && (
            <text
              x={x + (9 / scale) * (name.endsWith('-left') ? -1 : 1)}
              y={y + 4 / scale}
              style={{ fontSize: `${12 / scale}px` }}
              data-side={name.endsWith('-left') ? 'left' : 'right'}
            >
              {t(`anchor.${name}`)}
            </text>
          )}
        </g>
      ))}
    </g>
  )
}
