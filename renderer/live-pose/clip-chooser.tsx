import { Film } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import type { LiveSource } from './live-state.ts'

/** A button for a clip of this machine. The file is played where it lies; nothing of it is brought in. */
export function ClipChooser({ choose }: { readonly choose: (source: LiveSource) => void }): ReactNode {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button kind="line" onClick={() => input.current?.click()} data-testid="live-clip">
        <Film size={16} aria-hidden />
        {t('livePose.chooseClip')}
      </Button>
      <input
        ref={input}
        type="file"
        accept="video/*"
        hidden
        data-testid="live-clip-input"
        onChange={(event) => {
          const [file] = event.target.files ?? []
          if (file !== undefined) choose({ kind: 'clip', file })
          // The same file may be chosen again.
          event.target.value = ''
        }}
      />
    </>
  )
}
