import { z } from 'zod'

type Bare<S extends z.ZodType> = S extends z.ZodDefault<infer Inner> ? Inner : S
type PatchShape<S extends Record<string, z.ZodType>> = { readonly [Key in keyof S]: z.ZodOptional<Bare<S[Key] & z.ZodType>> }

/**
 * The schema of a change to some fields of a shape: every field may be left out, and then stays as it is. Defaults are taken off:
 * zod fills them in even below `optional`, so a patch that names nothing would set everything back.
 */
export function patchOf<S extends Record<string, z.ZodType>>(shape: S): z.ZodObject<PatchShape<S>, z.core.$strict> {
  const fields = Object.entries(shape).map(([name, field]) => [name, z.optional(field instanceof z.ZodDefault ? field.unwrap() : field)])
  return z.strictObject(Object.fromEntries(fields)) as unknown as z.ZodObject<PatchShape<S>, z.core.$strict>
}
