import '@fontsource/ibm-plex-sans/400.css'
import '@fontsource/ibm-plex-sans/500.css'
import '@fontsource/ibm-plex-sans/600.css'
import '@fontsource/ibm-plex-sans-arabic/400.css'
import '@fontsource/ibm-plex-sans-arabic/500.css'
import '@fontsource/ibm-plex-sans-arabic/600.css'
import '@fontsource/ibm-plex-sans-hebrew/400.css'
import '@fontsource/ibm-plex-sans-hebrew/500.css'
import '@fontsource/ibm-plex-sans-hebrew/600.css'
import './styles/tokens.css'
import './styles/base.css'
import { onlineManager, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { applyFace } from './preferences/apply-face.ts'
import { preferenceStore } from './preferences/preference-store.ts'
import { createBridgeStudio } from './studio/bridge-studio.ts'
import { claimSession, createHttpStudio } from './studio/http-studio.ts'
import { StudioProvider } from './studio/studio-context.tsx'

await applyFace(preferenceStore.getState())
// The one-time code in the fragment becomes a cookie before anything else is asked.
await claimSession()
// A window of the system has a bridge; a browser has the network of this machine. What each can do is asked, not guessed.
const studio = window.drape === undefined ? createHttpStudio() : createBridgeStudio(window.drape)

// Questions wait until the studio's events are heard, so that no change falls between an answer and the first event. Whether
// this machine has a network is another matter: the studio is on this machine.
onlineManager.setEventListener(() => undefined)
onlineManager.setOnline(false)
const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, retry: false, refetchOnWindowFocus: false } },
})
const root = document.getElementById('root')
if (root === null) throw new Error('The page has no #root')
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <StudioProvider studio={studio}>
        <App />
      </StudioProvider>
    </QueryClientProvider>
  </StrictMode>,
)
