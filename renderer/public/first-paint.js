// Runs before anything is painted, so that a light or right-to-left window does not flash dark or left-to-right.
// What it reads was written by preferences/apply-face.ts.
try {
  const face = JSON.parse(localStorage.getItem('drape.face') ?? '{}')
  const root = document.documentElement
  const prefersLight = matchMedia('(prefers-color-scheme: light)').matches
  if (face.theme === 'light' || (face.theme === 'system' && prefersLight)) root.dataset.theme = 'light'
  if (typeof face.language === 'string') root.lang = face.language
  if (face.direction === 'rtl') root.dir = 'rtl'
} catch {
  // A browser that keeps nothing for this page: it starts dark and in English until the studio has answered.
}
