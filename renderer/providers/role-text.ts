import type { TFunction } from 'i18next'
import type { InputRole } from '../../app/domain/cloud/tasks.ts'

const ROLES: readonly string[] = ['image', 'person', 'garment', 'draft', 'reference', 'mask', 'last-frame', 'archive'] satisfies InputRole[]

/** What a picture was to what was made of it; a role that has no word stands as it is. */
export function inputRoleText(t: TFunction, role: string): string {
  return ROLES.includes(role) ? t(`role.${role as InputRole}`) : role
}
