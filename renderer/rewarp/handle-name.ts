import type { TFunction } from 'i18next'
import type { HandleId } from './messages.ts'

/** What a person calls a point. */
export function handleName(t: TFunction, { kind, name }: HandleId): string {
  return kind === 'joint' ? t(`joint.${name}`) : t(`anchor.${name}`)
}
