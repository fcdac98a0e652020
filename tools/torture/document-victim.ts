import { writeSync } from 'node:fs'
import { documentId } from '../../app/domain/ids.ts'
import { openTempStudio } from '../temp-studio.ts'
import { DocumentScript, type ScriptStart } from './document-script.ts'

/**
 * The process that is killed while it edits a document. Says on stdout, a line each, how many changes were acknowledged: from then
 * on they must never be lost. Arguments: library folder, document, seed, asset id and hash of a picture, id of a mask, changes.
 */
const [libraryFolder = '', document = '', seed = '', assetId = '', hash = '', artifact = '', changes = ''] = process.argv.slice(2)

/** Synchronous: what was said before a SIGKILL has been said. */
const acknowledge = (fact: object): void => void writeSync(1, `${JSON.stringify(fact)}\n`)

const studio = await openTempStudio({ libraryFolder })
const { client } = studio.core
const id = documentId.parse(document)
const opened = await client['documents.open']({ id })
const start: ScriptStart = { seed: Number(seed), ...opened, assetId, hash, artifact }
const script = new DocumentScript(start)
acknowledge({ ready: true })
for (let done = 1; done <= Number(changes); done++) {
  const baseRevision = script.revision
  const action = script.next()
  if (action.kind === 'apply') await client['documents.apply']({ id, baseRevision, commands: [...action.commands] })
  else await client[`documents.${action.kind}`]({ id, baseRevision })
  acknowledge({ done })
}
await studio.core.stop()
