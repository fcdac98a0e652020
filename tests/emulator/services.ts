import type { Service } from './core/wire.ts'
import type { World } from './core/world.ts'
import { falServices } from './fal/services.ts'
import { googleService } from './google/service.ts'
import { modelslabService } from './others/modelslab.ts'
import { replicateService } from './others/replicate.ts'
import { runwayService } from './others/runway.ts'
import { togetherService } from './others/together.ts'
import { xaiService } from './others/xai.ts'

/** Every service, over one world. */
export function allServices(world: World): readonly Service[] {
  return [
    ...falServices(world),
    googleService(world),
    replicateService(world),
    runwayService(world),
    togetherService(world),
    modelslabService(world),
    xaiService(world),
  ]
}
