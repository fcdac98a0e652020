export type Theme = 'dark' | 'light'

const KEY = 'drape.theme'

export function applyStoredTheme(): void {
  setTheme(localStorage.getItem(KEY) === 'light' ? 'light' : 'dark')
}

export function currentTheme(): Theme {
  return document.documentElement.dataset.theme === 'light' ? 'light' : 'dark'
}

export function setTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme
  localStorage.setItem(KEY, theme)
}
