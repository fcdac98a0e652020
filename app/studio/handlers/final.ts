import { z } from 'zod'
import type { Handlers } from '../../contract/define.ts'
import type { finalContract } from '../../contract/final.ts'
import { StudioError } from '../../domain/errors.ts'
import { composeTry } from '../../domain/final/compose-try.ts'
import type { FinalRequest, FinalWork } from '../../domain/final/final-request.ts'
import { type AssetId, assetId } from '../../domain/ids.ts'
import { microUsd } from '../../domain/money/money.ts'
import { garmentFront, garmentType, tryOnOptions, type WornGarment } from '../../domain/try-on.ts'
import { getPicture } from '../../library/assets.ts'
import type { Library } from '../../library/open-library.ts'
import { builtInFinalRules } from '../../prompting/built-in-final-rules.ts'
import type { StudioContext } from './context.ts'
import { admitWork, priceRequest } from './paid-work.ts'
import { textOf } from './prompts.ts'

export function finalHandlers(context: StudioContext): Handlers<typeof finalContract> {
  return {
    'final.price': (request) => priceFinal(context, request).price,
    'final.start': async (request) => {
      const { price, model, work } = priceFinal(context, request)
      await admitWork(context, { model, reserve: price.worstCaseMicros, brand: work.brand, maxMicros: work.maxMicros })
      return { jobId: context.queue.enqueue('final-try-on', work).id, price }
    },
  }
}

function priceFinal(context: StudioContext, { from, ...options }: FinalRequest) {
  const { library, cloud, prompts } = context
  const { model } = cloud.registry().resolve(options.choice.model)
  const source = from.kind === 'pictures' ? { ...from, draftId: null } : sourceOfDraft(library, from.draftId)
  const { personId, garments, draftId } = source
  const names = {
    person: getPicture(library, personId).name,
    garments: garments.map(({ garmentId }) => getPicture(library, garmentId).name),
  }
  const template = textOf(prompts, 'final')
  const composed = composeTry(options, {
    model,
    rules: builtInFinalRules(),
    template,
    // A draft that is not made yet has the size of the photo it will be made of.
    pictures: {
      personId,
      garments: garments.map((worn) => ({ garmentId: worn.garmentId, type: worn.garmentType })),
      draftId: draftId ?? personId,
    },
    index: 0,
    faults: [],
  })
  const { price } = priceRequest(context, composed.request)
  const mostTries = options.maxRetries + 1
  const mostMicros = microUsd.parse(Math.min(price.worstCaseMicros * mostTries, options.maxMicros ?? Number.POSITIVE_INFINITY))
  const work: FinalWork = {
    ...options,
    choice: { ...options.choice, model: model.id },
    // What was told before the click is kept to, whatever the queue tries again.
    maxMicros: mostMicros,
    personId,
    garments,
    draftId,
    options: source.options,
    template,
    names,
  }
  const { micros, worstCaseMicros, asOf, isEstimate, parameters } = price
  const { prompt, negativePrompt, inputs } = composed.request
  return {
    model,
    work,
    price: {
      model: model.id,
      parameters,
      micros,
      worstCaseMicros,
      mostTries,
      mostMicros,
      asOf,
      isEstimate,
      realism: composed.realism,
      prompt,
      negativePrompt,
      notes: [...composed.notes],
      pictures: inputs.map(({ role }) => role),
      unseen: [...composed.unseen],
    },
  }
}

const recipeOfDraft = z.object({ garments: z.array(z.object({ type: garmentType, front: garmentFront.default('closed') })) })

/** The pictures that a draft was made of. @throws StudioError `request.invalid` for a picture that is no draft, `asset.not-found` */
function sourceOfDraft(
  library: Library,
  draftId: AssetId,
): Pick<FinalWork, 'personId' | 'options'> & { readonly garments: WornGarment[]; readonly draftId: AssetId } {
  const { lineage } = getPicture(library, draftId)
  const recipe = recipeOfDraft.safeParse(lineage?.recipe)
  const person = lineage?.parents.find(({ role }) => role === 'person')
  if (lineage?.kind !== 'try-on' || !recipe.success || person === undefined) {
    throw new StudioError('request.invalid', 'This picture is no draft', { details: { draftId } })
  }
  const garments = lineage.parents.filter(({ role }) => role === 'garment')
  return {
    personId: assetId.parse(person.assetId),
    garments: garments.map((parent, index) => {
      const known = recipe.data.garments[index]
      return { garmentId: assetId.parse(parent.assetId), garmentType: known?.type ?? 'auto', front: known?.front ?? 'closed' }
    }),
    options: tryOnOptions.parse({}),
    draftId,
  }
}
