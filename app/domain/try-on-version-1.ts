import { z } from 'zod'
import { artifactId, assetId, contentHash } from './ids.ts'
import { defect, fitStrategy, garmentKind, garmentType, requestedGarmentType, stageRun, tryOnOptions } from './try-on.ts'

/** What a job of one garment stored, before there were outfits; as it is stored today. */
export const tryOnPayload1 = z
  .object({
    personId: assetId,
    garmentId: assetId,
    options: tryOnOptions.extend({ garmentType: requestedGarmentType }),
    names: z.object({ person: z.string(), garment: z.string() }),
  })
  .transform(({ personId, garmentId, options: { garmentType: asked, ...options }, names }) => ({
    personId,
    garments: [{ garmentId, garmentType: asked, front: 'closed' as const }],
    options,
    names: { person: names.person, garments: [names.garment] },
  }))

/** The same for its result. */
export const tryOnResult1 = z
  .object({
    draft: z.object({ assetId, hash: contentHash }),
    before: artifactId,
    editMask: contentHash,
    width: z.int(),
    height: z.int(),
    verdict: z.enum(['ok', 'below-threshold']),
    qualityScore: z.number(),
    defects: z.array(defect),
    garment: z.object({ type: garmentType, kind: garmentKind, confidence: z.number() }),
    strategy: fitStrategy,
    retries: z.int(),
    stages: z.array(stageRun),
    totalMs: z.number(),
    facts: z.record(z.string(), z.number()),
    debug: z.record(z.string(), artifactId),
  })
  .transform(({ garment, strategy, retries, facts, debug, ...rest }) => ({
    ...rest,
    garments: [{ ...garment, strategy, retries, visible: 1, qualityScore: rest.qualityScore, defects: rest.defects, facts, debug }],
  }))
