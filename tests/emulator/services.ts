import type { Service } from './core/wire.ts'
import type { World } from './core/world.ts'
import { falServices } from './fal/services.ts'
import { googleService } from './google/service.ts'

export function allServices(world: World): readonly Service[] {
  return [...falServices(world), googleService(world)]
}
