/** Uses the keyring of its session as the studio does: `node keyring-user.ts <folder of keytar> write|read|status`. */
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Keytar, openKeyring } from '../../../app/secrets/keyring.ts'
import { openSecrets } from '../../../app/secrets/secrets.ts'

const [keytar = '', what = 'status'] = process.argv.slice(2)
const load = async (): Promise<Keytar> => createRequire(import.meta.url)(keytar) as Keytar
const secrets = await openSecrets({ vaultPath: join(tmpdir(), 'no-vault-here'), keyring: () => openKeyring({ load }) })
const { kind, store, unavailable } = secrets.status()
if (what === 'status') console.log(JSON.stringify({ kind, store, unavailable }))
if (what === 'write') {
  await secrets.set('provider:fal', 'clé-מפתח-1234567890')
  await secrets.set('provider:xai', 'another')
  console.log(JSON.stringify({ kind, store, names: await secrets.list() }))
}
if (what === 'read') {
  await secrets.delete('provider:xai')
  console.log(JSON.stringify({ kind, store, key: await secrets.get('provider:fal'), names: await secrets.list() }))
}
process.exit(0)
