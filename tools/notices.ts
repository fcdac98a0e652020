import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Writes THIRD-PARTY-NOTICES.md from what is installed: `node tools/notices.ts`. A test compares it with the packages. */
interface Package {
  readonly name: string
  readonly version: string
  readonly license?: string
  readonly homepage?: string
}

const root = fileURLToPath(new URL('../', import.meta.url))
const read = (path: string): Record<string, unknown> => JSON.parse(readFileSync(`${root}${path}`, 'utf8')) as Record<string, unknown>
/** Bundled into the page by the build, so they are shipped although they are development dependencies here. */
const BUNDLED = [
  '@fontsource/ibm-plex-sans',
  '@fontsource/ibm-plex-sans-arabic',
  '@fontsource/ibm-plex-sans-hebrew',
  '@mediapipe/tasks-vision',
  '@tanstack/react-query',
  '@tanstack/react-virtual',
  'clsx',
  'i18next',
  'lucide-react',
  'radix-ui',
  'react',
  'react-dom',
  'react-i18next',
  'zustand',
]

export function createNotices(): string {
  const { dependencies, optionalDependencies } = read('package.json') as Record<
    'dependencies' | 'optionalDependencies',
    Record<string, string>
  >
  const packages = [...Object.keys(dependencies), ...Object.keys(optionalDependencies), ...BUNDLED]
    .sort()
    .map((name) => read(`node_modules/${name}/package.json`) as unknown as Package)
  const rows = packages.map(({ name, version, license }) => `| ${name} | ${version} | ${license ?? 'see the package'} |`)
  return `# Third-party notices

Drape is licensed under Apache-2.0 (LICENSE). It uses the packages below, each under its own licence; the texts lie in the packages.

| Package | Version | Licence |
| --- | --- | --- |
${rows.join('\n')}

## Models

The pose and segmentation networks are Google's, published in the npm packages \`@mediapipe/pose\` and \`@mediapipe/selfie_segmentation\`
under Apache-2.0. The packages carry no licence file; the text is the one in LICENSE. Copyright Google LLC, The MediaPipe Authors. Drape
reads the networks from the packages and converts them in memory; it changes no weight. Files and digests: models/manifest.json. For live
poses the page runs two of them by \`@mediapipe/tasks-vision\` (Apache-2.0, Copyright The MediaPipe Authors), with a description of their
input put in front; its WebAssembly is served from here, unmodified.

## libheif

\`libheif-js\` (LGPL-3.0) is libheif and libde265 built to WebAssembly. It is used unmodified, as a package of its own that can be replaced.

## FFmpeg

Drape contains no part of FFmpeg. It starts the programs \`ffmpeg\` and \`ffprobe\` of this machine, or the one that the optional package
\`ffmpeg-static\` (GPL-3.0-or-later) downloads when it is installed, as processes of their own. FFmpeg is a trademark of Fabrice Bellard; its
builds are under the LGPL or the GPL, depending on how they were made.

## IBM Plex Sans, Arabic and Hebrew

Copyright IBM Corp., SIL Open Font License 1.1.
`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(`${root}THIRD-PARTY-NOTICES.md`, createNotices())
