/**
 * First step of `npm start`, `npm test` and `npm run demo` on any machine with Node 20 or newer. Uses Node's own modules
 * only: on a fresh clone there is nothing else. Installs what is missing, says what it could not get and what that means,
 * then runs the command on the project's own Node.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PROJECT_NODE, projectEnvironment } from './project-node.mjs'
import { findChromium, findFfmpeg, installSystemPackages } from './system-programs.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const isWindows = process.platform === 'win32'
const stampFile = join(root, 'node_modules', '.drape-installed.json')

/** What each command runs, and which programs of the system it wants. */
const COMMANDS = {
  start: { script: ['tools/start.ts'], programs: [] },
  demo: { script: ['tools/demo/main.ts'], programs: ['ffmpeg'] },
  test: { script: ['tools/test.ts'], programs: ['chromium', 'ffmpeg'] },
}

const say = (text) => process.stderr.write(`drape: ${text}\n`)

function fail(text) {
  say(text)
  process.exit(1)
}

/** The lockfile and the platform decide what node_modules must hold. */
function wantedInstall() {
  const lock = readFileSync(join(root, 'package-lock.json'))
  return { lock: createHash('sha256').update(lock).digest('hex'), platform: process.platform, arch: process.arch }
}

function isInstalled() {
  if (!existsSync(stampFile) || !existsSync(PROJECT_NODE)) return false
  try {
    return JSON.stringify(JSON.parse(readFileSync(stampFile, 'utf8'))) === JSON.stringify(wantedInstall())
  } catch {
    // A stamp that cannot be read says nothing: install again.
    return false
  }
}

function run(command, args, { cwd = root, title }) {
  say(title)
  const startedMs = Date.now()
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], shell: isWindows })
    let output = ''
    child.stdout.on('data', (data) => {
      output += data
    })
    child.stderr.on('data', (data) => {
      output += data
    })
    const ticker = setInterval(() => say(`  … still ${title.charAt(0).toLowerCase()}${title.slice(1)} (${seconds(startedMs)})`), 10_000)
    child.on('error', (error) => {
      output += String(error)
    })
    child.on('close', (code) => {
      clearInterval(ticker)
      if (code === 0) say(`  done in ${seconds(startedMs)}`)
      resolve({ ok: code === 0, output })
    })
  })
}

const seconds = (sinceMs) => `${((Date.now() - sinceMs) / 1000).toFixed(1)} s`

async function installPackages() {
  // No install scripts: every package we use carries its binaries in its tarball, and the ones that would download do not have to run.
  const ci = await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    title: 'Installing npm packages (exactly those of the lockfile)',
  })
  if (!ci.ok) {
    process.stderr.write(ci.output)
    fail('npm ci failed. Nothing of Drape was changed; check the network or proxy settings of npm and run the same command again.')
  }
  if (!existsSync(PROJECT_NODE)) {
    // The one script that is needed: package `node` fetches the Node binary of this platform, also from the npm registry.
    const got = await run(process.execPath, ['installArchSpecificPackage.js'], {
      cwd: join(root, 'node_modules', 'node'),
      title: 'Installing the Node that Drape runs on',
    })
    if (!got.ok || !existsSync(PROJECT_NODE)) {
      process.stderr.write(got.output)
      fail("Drape's own Node could not be installed. Without it the database module may crash, so nothing was started.")
    }
  }
  writeFileSync(stampFile, JSON.stringify(wantedInstall()))
}

async function ensurePrograms(names) {
  const missing = names.filter((name) => (name === 'chromium' ? findChromium() : findFfmpeg()) === undefined)
  if (missing.length === 0) return
  const result = await installSystemPackages(missing, run)
  for (const name of missing) {
    const found = name === 'chromium' ? findChromium() : findFfmpeg()
    if (found !== undefined) continue
    const means =
      name === 'chromium'
        ? 'the end-to-end tests in a browser will be skipped and say so'
        : 'tests and features that make video will be skipped and say so'
    say(`${name} is missing and could not be installed (${result.reason}): ${means}.`)
  }
}

async function main() {
  const [name = 'start', ...rest] = process.argv.slice(2)
  const command = COMMANDS[name]
  if (command === undefined) fail(`There is no command "${name}". Known: ${Object.keys(COMMANDS).join(', ')}.`)
  const major = Number(process.versions.node.split('.')[0])
  if (major < 20) fail(`Drape needs Node 20 or newer to start; this is ${process.version}. It brings its own Node for everything else.`)
  if (!isInstalled()) await installPackages()
  await ensurePrograms(command.programs)
  const child = spawnSync(PROJECT_NODE, [...command.script, ...rest], {
    cwd: root,
    stdio: 'inherit',
    env: projectEnvironment(),
  })
  process.exit(child.status ?? (child.signal === 'SIGINT' ? 130 : 1))
}

await main()
