import type { CloudModel } from '../cloud/model.ts'
import type { InputRole } from '../cloud/tasks.ts'
import type { AssetId } from '../ids.ts'
import type { GarmentType } from '../try-on.ts'

/** What there is to show a model. */
export interface FinalPictures {
  readonly personId: AssetId
  /** In wearing order, the innermost first; `auto` where nobody has said what it is. */
  readonly garments: readonly { readonly garmentId: AssetId; readonly type: GarmentType | 'auto' }[]
  /** Null where there is none. */
  readonly draftId: AssetId | null
}

export interface PlannedPictures {
  readonly inputs: readonly { readonly role: InputRole; readonly assetId: AssetId }[]
  /** What each picture is, in the order in which the model counts them. Empty for models that take no words. */
  readonly words: string
  /** What the model has no room for. */
  readonly unseen: readonly ('draft' | 'person' | 'garment')[]
}

type Picture = {
  readonly role: InputRole
  readonly assetId: AssetId
  readonly what: 'draft' | 'person' | 'garment'
  readonly words: string
}

/**
 * Which pictures a model is given and how they are named to it. Models that edit get draft, person and garments; those with room for fewer go
 * without the person first, who is in the draft. Try-on models get person and garment.
 */
export function planPictures(model: CloudModel, pictures: FinalPictures): PlannedPictures {
  const { form } = model
  const wanted = wantedOf(pictures)
  const room = (role: InputRole): number => form.inputs.find((slot) => slot.role === role)?.max ?? 0
  const hasRoles = (['draft', 'person', 'garment'] as const).some((role) => room(role) > 0)
  // A model that only knows `image` is given what shows most in it.
  const placed = hasRoles ? wanted.filter(({ role }) => room(role) > 0) : wanted.slice(0, room('image')).map(asImage)
  const most = form.maxInputs ?? Number.POSITIVE_INFINITY
  const isSpare = ({ what }: Picture): boolean => what === 'person' && placed.some((other) => other.what === 'draft')
  const fitted = placed.length > most ? placed.filter((picture) => !isSpare(picture)) : placed
  const order = form.inputs.flatMap(({ role }) => fitted.filter((picture) => picture.role === role))
  const words = order.map((picture, index) => `Picture ${index + 1} ${picture.words}.`).join(' ')
  const unseen = new Set(
    wanted
      .filter(({ assetId, what }) => !fitted.some((picture) => picture.what === what && picture.assetId === assetId))
      .map(({ what }) => what),
  )
  return {
    inputs: order.map(({ role, assetId }) => ({ role, assetId })),
    words: form.promptField === null ? '' : words,
    unseen: [...unseen],
  }
}

function wantedOf({ draftId, personId, garments }: FinalPictures): Picture[] {
  const draft: Picture[] =
    draftId === null
      ? []
      : [
          {
            role: 'draft',
            assetId: draftId,
            what: 'draft',
            words: 'is a rough draft of the result: it shows where the garment lies and how long it is, not how its cloth looks',
          },
        ]
  const person: Picture = { role: 'person', assetId: personId, what: 'person', words: 'is the photograph of the person, before' }
  const worn = garments.map(({ garmentId, type }, index): Picture => {
    const name = type === 'auto' ? 'garment' : type
    const place = garments.length === 1 ? '' : index === 0 ? ', worn innermost' : ', worn over the one before'
    return { role: 'garment', assetId: garmentId, what: 'garment', words: `is the ${name} itself${place}` }
  })
  return [...draft, person, ...worn]
}

const asImage = (picture: Picture): Picture => ({ ...picture, role: 'image' })
