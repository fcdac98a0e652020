import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useFormat } from '../../language/use-format.ts'
import { Num } from '../../ui/num.tsx'
import { Section } from '../../ui/section.tsx'
import { useCreate } from '../create-context.tsx'
import { createRoomStore, setWords } from '../create-store.ts'
import { Ideas } from '../look/ideas.tsx'
import styles from './panel.module.css'

/** More is no prompt for any model, and the studio refuses it. */
const MOST_TYPED = 8_000

/** What the picture is to be, and where the model hears it, what it is not to be. */
export function PromptSection(): ReactNode {
  const { t } = useTranslation()
  const { plan } = useCreate()
  const { mode, words, references, looks } = useStore(createRoomStore)
  const { prompt, negative } = words[mode]
  const { model } = plan
  const isChange = mode === 'creative' && references.creative.length > 0
  if (model !== undefined && model.form.promptField === null) return null
  return (
    <>
      <Section
        id="create.prompt"
        title={t(isChange ? 'create.instruction' : 'create.prompt')}
        aside={<Remaining left={model === undefined ? null : model.limits.mostPrompt - plan.prompt.length} />}
      >
        <WordsField
          label={t(isChange ? 'create.instruction' : 'create.prompt')}
          placeholder={t(isChange ? 'create.instructionHint' : 'create.promptHint')}
          value={prompt}
          rows={looks[mode].encoder === 'on' ? 4 : 7}
          testId="prompt"
          onChange={(value) => setWords({ prompt: value })}
        />
        {mode === 'studio' && <Ideas />}
      </Section>
      {model !== undefined && model.form.negativeField !== null && (
        <Section id="create.negative" title={t('create.negative')}>
          <WordsField
            label={t('create.negative')}
            placeholder={t('create.negativeHint')}
            value={negative}
            rows={3}
            testId="negative-prompt"
            onChange={(value) => setWords({ negative: value })}
          />
        </Section>
      )}
    </>
  )
}

/** How many letters the model still takes; in the colour of a warning once it is too much. */
function Remaining({ left }: { readonly left: number | null }): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  if (left === null) return null
  return (
    <span className={styles.remaining} data-over={left < 0} data-testid="prompt-left">
      <Num>{left < 0 ? t('create.tooMany', { n: format.number(-left) }) : t('create.left', { n: format.number(left) })}</Num>
    </span>
  )
}

interface WordsFieldProps {
  readonly label: string
  readonly placeholder: string
  readonly value: string
  readonly rows: number
  readonly testId: string
  readonly onChange: (value: string) => void
}

function WordsField({ label, placeholder, value, rows, testId, onChange }: WordsFieldProps): ReactNode {
  const id = useId()
  return (
    <>
      <label htmlFor={id} className="visually-hidden">
        {label}
      </label>
      <textarea
        id={id}
        className={styles.words}
        rows={rows}
        maxLength={MOST_TYPED}
        placeholder={placeholder}
        value={value}
        dir="auto"
        data-testid={testId}
        onChange={(event) => onChange(event.target.value)}
      />
    </>
  )
}
