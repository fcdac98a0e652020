import { z } from 'zod'
import type { Contract, Procedure } from '../contract/define.ts'
import { ERROR_CODES } from '../domain/errors.ts'
import type { JsonValue } from '../domain/json.ts'

/** OpenAPI 3.1 of a contract: one POST per procedure, schemas from the same values that validate. */
export function createOpenApi(contract: Contract, version: string): JsonValue {
  const paths: Record<string, JsonValue> = {}
  for (const [name, definition] of Object.entries(contract)) paths[`/rpc/${name}`] = { post: operation(name, definition) }
  return {
    openapi: '3.1.0',
    info: { title: 'Drape', version, description: 'The studio on this machine. Send `Authorization: Bearer <token>`.' },
    paths,
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    security: [{ token: [] }],
  }
}

function operation(name: string, definition: Procedure): JsonValue {
  const reply = {
    type: 'object',
    properties: { ok: { const: true }, value: schemaOf(definition.output, 'output') },
    required: ['ok', 'value'],
  }
  const responses: Record<string, JsonValue> = { '200': { description: 'Done', content: { 'application/json': { schema: reply } } } }
  const codes = ['request.invalid', ...definition.errors, 'internal'] as const
  for (const status of new Set(codes.map((code) => ERROR_CODES[code].status))) {
    const names = codes.filter((code) => ERROR_CODES[code].status === status)
    responses[String(status)] = { description: `Failed: ${[...new Set(names)].join(', ')}` }
  }
  return {
    operationId: name,
    summary: definition.summary,
    tags: [name.split('.')[0] ?? name],
    requestBody: { required: true, content: { 'application/json': { schema: schemaOf(definition.input, 'input') } } },
    responses,
  }
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonValue {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline', cycles: 'ref' }) as Record<
    string,
    JsonValue
  >
  return rest
}
