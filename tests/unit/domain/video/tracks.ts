import { PROFILE_BINS, type ShareBox, type SubjectSample } from '../../../../app/domain/video/subject-track.ts'

/** A look at a subject that fills a box evenly, with a face in its upper quarter. */
export function lookAt(ms: number, box: ShareBox, face: ShareBox | null = headOf(box)): SubjectSample {
  return {
    ms,
    sharpness: 1,
    subject: { columns: filled(box.x, box.width), rows: filled(box.y, box.height), face, bodySeen: 1, faceSeen: face === null ? 0 : 1 },
  }
}

function headOf({ x, y, width, height }: ShareBox): ShareBox {
  return { x: x + 0.35 * width, y, width: 0.3 * width, height: 0.2 * height }
}

/** Shares of an even stretch by bins. */
function filled(start: number, length: number): number[] {
  return Array.from({ length: PROFILE_BINS }, (_, bin) => {
    const inside = Math.min((bin + 1) / PROFILE_BINS, start + length) - Math.max(bin / PROFILE_BINS, start)
    return Math.max(0, inside) / length
  })
}
