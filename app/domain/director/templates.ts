import { z } from 'zod'
import { type Direction, direction } from './direction.ts'

export const TEMPLATE_NAMES = ['runway', 'spin', 'macro', 'spotlight'] as const
export type TemplateName = (typeof TEMPLATE_NAMES)[number]

/** The moves that come with the studio. Where they need a place, they take the person or the garment. */
export const TEMPLATES: Readonly<Record<TemplateName, Direction>> = {
  // The camera comes towards somebody who stands in a light wind.
  runway: direction.parse({
    camera: { move: 'dolly', direction: 'in', amount: 0.45, easing: 'slow-start-soft-stop', depth: 0.45 },
    model: { movement: 'breath', amount: 0.5 },
    fabric: { stiffness: 0.3, wind: { metresPerSecond: 4, from: 0 } },
    light: { kind: 'sweep', strength: 0.3 },
  }),
  // A card that is turned to both sides: within what one still shows, never all the way round.
  spin: direction.parse({
    camera: { move: 'orbit', direction: 'right', amount: 0.6, easing: 'slow-start-soft-stop', depth: 0.4 },
    model: { movement: 'turn', amount: 0.65 },
    fabric: { stiffness: 0.4, wind: { metresPerSecond: 1.5, from: 180 } },
  }),
  // Close over the cloth.
  macro: direction.parse({
    camera: { move: 'zoom', direction: 'in', amount: 0.9, easing: 'soft-stop', depth: 0.3, focus: 'cloth' },
    fabric: { stiffness: 0.5, wind: { metresPerSecond: 1.5, from: 0 } },
    light: { kind: 'sweep', strength: 0.35 },
  }),
  // A cone of light opens on somebody who stands still.
  spotlight: direction.parse({
    camera: { move: 'dolly', direction: 'in', amount: 0.22, easing: 'slow-start-soft-stop', depth: 0.4 },
    model: { movement: 'breath', amount: 0.5 },
    fabric: { stiffness: 0.4, wind: { metresPerSecond: 2, from: 0 } },
    light: { kind: 'spotlight', strength: 0.6 },
  }),
}

/** A direction that somebody has kept under a name, for everything or for one brand. Files that are handed on hold the same. */
export const userTemplate = z.strictObject({
  version: z.literal(1),
  name: z.string().trim().min(1).max(80),
  /** Name of the brand it belongs to; null for all. */
  brand: z.string().trim().min(1).max(120).nullable().default(null),
  direction,
})
export type UserTemplate = z.output<typeof userTemplate>
