import type { ArtifactId } from '../../../app/domain/ids.ts'
import type { Artifacts } from '../../../app/pipeline/services.ts'
import { readFormat, SCENE_FORMAT, type SceneFacts } from '../../../app/pipeline/stored-scene.ts'

/** What was measured of a person, from the debug artifact of a draft. */
export async function readSceneFactsOf(artifacts: Artifacts, id: ArtifactId): Promise<SceneFacts> {
  return await readFormat<SceneFacts>(artifacts, id, SCENE_FORMAT)
}
