import { InferenceSession, Tensor } from 'onnxruntime-node'
import { StudioError } from '../domain/errors.ts'
import { type ModelFacts, type ModelName, modelFactsOf } from './manifest.ts'
import { readModelFile } from './model-files.ts'
import { convertToOnnx } from './tflite/convert.ts'

export interface ModelRunner {
  /**
   * Runs a model once; it is loaded at its first use. A native run cannot be interrupted: every input has the model's small, fixed size.
   *
   * @param input planar floats as the manifest's `input` says.
   * @param roles which outputs to fetch; the others are not copied out of the runtime.
   * @returns one array for each role, in the order asked. Logits stay logits.
   * @throws StudioError `model.damaged`
   */
  run(model: ModelName, input: Float32Array, roles: readonly string[]): Promise<Float32Array[]>
  /** Loads a model now, so that its first run is quick. */
  warm(model: ModelName): Promise<void>
  close(): Promise<void>
}

interface Loaded {
  readonly facts: ModelFacts
  readonly session: InferenceSession
  readonly sizeBytes: number
}

/**
 * Keeps models loaded, the least recently used leaving first when their weights exceed `budgetBytes`.
 * Not reentrant: one run at a time.
 */
export function openModels(options: { readonly folder: string | null; readonly budgetBytes: number }): ModelRunner {
  /** Oldest use first. */
  const loaded = new Map<ModelName, Loaded>()

  async function use(model: ModelName): Promise<Loaded> {
    const known = loaded.get(model)
    const entry = known ?? (await load(modelFactsOf(model), options.folder))
    loaded.delete(model)
    loaded.set(model, entry)
    if (known === undefined) await evict(entry)
    return entry
  }

  async function evict(newest: Loaded): Promise<void> {
    let totalBytes = 0
    for (const entry of loaded.values()) totalBytes += entry.sizeBytes
    for (const [name, entry] of loaded) {
      if (totalBytes <= options.budgetBytes || entry === newest) return
      loaded.delete(name)
      totalBytes -= entry.sizeBytes
      await entry.session.release()
    }
  }

  return {
    async run(model, input, roles) {
      const { facts, session } = await use(model)
      const names = roles.map((role) => outputName(facts, role))
      const tensor = new Tensor('float32', input, [1, 3, facts.input.height, facts.input.width])
      const results = await session.run({ [facts.input.name]: tensor }, names)
      return names.map((name) => floats(results[name], facts))
    },
    async warm(model) {
      await use(model)
    },
    async close() {
      for (const entry of loaded.values()) await entry.session.release()
      loaded.clear()
    },
  }
}

async function load(facts: ModelFacts, folder: string | null): Promise<Loaded> {
  const tflite = await readModelFile(facts, folder)
  const onnx = convertToOnnx(tflite)
  const session = await InferenceSession.create(onnx, {
    // While a pose is looked for the rest of a draft waits: two threads take 44 ms for the heavy model where one takes 71. They must
    // not spin: that made them three times slower than one as soon as the machine did anything else (measured: 5 -> 15 ms).
    intraOpNumThreads: 2,
    extra: { session: { intra_op: { allow_spinning: '0' } } },
    interOpNumThreads: 1,
    executionMode: 'sequential',
    // Both keep the memory of the largest run: 50 MB more for the same 52 ms of the heavy model.
    enableCpuMemArena: false,
    enableMemPattern: false,
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
  })
  // Half-precision weights, nearly all of them, are widened by the runtime.
  return { facts, session, sizeBytes: 2 * onnx.length }
}

function outputName(facts: ModelFacts, role: string): string {
  const output = facts.outputs.find((candidate) => candidate.role === role)
  if (output === undefined) throw new StudioError('internal', `The model ${facts.name} has no output "${role}"`)
  return output.name
}

function floats(tensor: Tensor | undefined, facts: ModelFacts): Float32Array {
  if (tensor?.data instanceof Float32Array) return tensor.data
  throw new StudioError('internal', `The model ${facts.name} gave no floats`)
}
