/** From one star to the next, in pixels. */
export const STAR_PITCH_PX = 13
export const STAR_HEIGHT_PX = 12

const CENTRE = { x: 6.5, y: 6.4 }
const OUTER_PX = 5.2
const INNER_PX = 2.5

/** The outlines of the stars from `first` to before `end` in a row, as the data of one SVG path. */
export function starPath(first: number, end: number): string {
  return Array.from({ length: Math.max(0, end - first) }, (_, index) => oneStar((first + index) * STAR_PITCH_PX)).join('')
}

function oneStar(left: number): string {
  const points = Array.from({ length: 10 }, (_, corner) => {
    const radius = corner % 2 === 0 ? OUTER_PX : INNER_PX
    const turn = (corner * Math.PI) / 5
    return `${(left + CENTRE.x + radius * Math.sin(turn)).toFixed(2)} ${(CENTRE.y - radius * Math.cos(turn)).toFixed(2)}`
  })
  return `M${points.join('L')}Z`
}
