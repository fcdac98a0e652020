/** Runs a script of the project on the project's own Node: `node scripts/run.mjs FILE [ARGS]`. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { PROJECT_NODE, projectEnvironment } from './project-node.mjs'

if (!existsSync(PROJECT_NODE)) {
  process.stderr.write(
    "drape: the project's own Node is not installed yet. Run `npm start` or `npm test` once: they install what is missing.\n",
  )
  process.exit(1)
}
const child = spawn(PROJECT_NODE, process.argv.slice(2), { stdio: 'inherit', env: projectEnvironment() })
// At a terminal Ctrl+C reaches the child by itself, and a second one would end it at once; what is sent to this process
// alone is passed on. Neither ends us before the child.
process.on('SIGINT', () => {
  if (process.stdin.isTTY !== true) child.kill('SIGINT')
})
process.on('SIGTERM', () => child.kill('SIGTERM'))
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1)
})
