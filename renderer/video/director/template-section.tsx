import { useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { type CSSProperties, type KeyboardEvent, type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Direction } from '../../../app/domain/director/direction.ts'
import { TEMPLATE_NAMES, TEMPLATES, type UserTemplate } from '../../../app/domain/director/templates.ts'
import { StudioError } from '../../../app/domain/errors.ts'
import { reportProblem } from '../../frame/problem-store.ts'
import { useStudio } from '../../studio/studio-context.tsx'
import { IconButton } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { remember } from '../../undo/undo-store.ts'
import { plainPath, viewOf } from '../stage/path-poses.ts'
import { useVideo } from '../video-context.tsx'
import { setDirected, videoStore } from '../video-store.ts'
import styles from './director.module.css'
import { templatesKey, useTemplates } from './use-templates.ts'

/** Looks to begin with: those of the studio, and one's own. */
export function TemplateSection(): ReactNode {
  const { t } = useTranslation()
  const template = useStore(videoStore, ({ history }) => history.template)
  const saved = useTemplates()
  const move = (event: KeyboardEvent<HTMLElement>): void => {
    const forward = event.currentTarget.matches(':dir(rtl)') ? -1 : 1
    const step = { ArrowRight: forward, ArrowLeft: -forward, ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const buttons = [...event.currentTarget.querySelectorAll('button')]
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
    const next = buttons[(at + step + buttons.length) % buttons.length]
    next?.focus()
    next?.click()
  }
  const chosen = (TEMPLATE_NAMES as readonly (string | null)[]).indexOf(template)
  return (
    <Section id="video.template" title={t('video.template')} testId="templates">
      <div className={styles.templates} role="radiogroup" aria-label={t('video.template')} onKeyDown={move}>
        {TEMPLATE_NAMES.map((name, index) => (
          // biome-ignore lint/a11y/useSemanticElements: a radio input cannot hold the picture it shows; the group has roving focus and arrow keys.
          <button
            key={name}
            type="button"
            role="radio"
            aria-checked={template === name}
            tabIndex={index === Math.max(0, chosen) ? 0 : -1}
            data-testid={`template-${name}`}
            onClick={() => applyTemplate(TEMPLATES[name], name)}
          >
            <TemplatePicture direction={TEMPLATES[name]} />
            <span>{t(`video.templates.${name}`)}</span>
          </button>
        ))}
      </div>
      {saved.length > 0 && (
        <ul className={styles.saved} aria-label={t('video.savedTemplates')}>
          {saved.map((one) => (
            <SavedTemplate key={`${one.brand ?? ''} ${one.name}`} template={one} isChosen={template === one.name} />
          ))}
        </ul>
      )}
    </Section>
  )
}

/** A look takes the place of another one; length, shape and chance stay as they were chosen. */
function applyTemplate(direction: Direction, name: string): void {
  setDirected(({ direction: now }) => ({ direction: { ...direction, output: now.output, seed: now.seed }, template: name }))
  videoStore.setState({ keyframe: null })
}

/** What the camera sees of the still at the height of the move. */
function TemplatePicture({ direction }: { readonly direction: Direction }): ReactNode {
  const studio = useStudio()
  const { still } = useVideo()
  const { width, height, hash } = still
  const view = useMemo(() => {
    // Where a person's face mostly is, before the still was looked at.
    const camera = direction.camera.focus === 'person' ? { ...direction.camera, focus: { x: 0.5, y: 0.24 } } : direction.camera
    const square = { ...direction, camera, output: { ...direction.output, ratio: '1:1' as const, seconds: 1 } }
    const path = plainPath(square, { width, height })
    return viewOf(path, path.frames - 1)
  }, [direction, width, height])
  const at = (start: number, size: number): string => `${size >= 1 ? 0 : (100 * start) / (1 - size)}%`
  const style: CSSProperties = {
    backgroundImage: `url(${studio.mediaUrl(hash, 'small')})`,
    backgroundSize: `${100 / view.width}% ${100 / view.height}%`,
    backgroundPosition: `${at(view.x, view.width)} ${at(view.y, view.height)}`,
  }
  return <span className={styles.look} style={style} data-light={direction.light.kind} aria-hidden />
}

function SavedTemplate({ template, isChosen }: { readonly template: UserTemplate; readonly isChosen: boolean }): ReactNode {
  const { t } = useTranslation()
  const { client } = useStudio()
  const queries = useQueryClient()
  const { name, brand, direction } = template
  const told = (work: Promise<unknown>): void => void work.catch((thrown: unknown) => reportProblem(StudioError.from(thrown)))
  const asked = async (work: Promise<unknown>): Promise<void> => {
    await work
    await queries.invalidateQueries({ queryKey: templatesKey })
  }
  const forget = (): Promise<void> => asked(client['motion.forget-template']({ name, brand }))
  const undo = (): Promise<void> => asked(client['motion.save-template']({ template }))
  return (
    <li>
      <button type="button" aria-pressed={isChosen} onClick={() => applyTemplate(direction, name)} data-testid="saved-template">
        <bdi>{name}</bdi>
        {brand !== null && <bdi className={styles.brand}>{brand}</bdi>}
      </button>
      <IconButton
        label={t('video.forgetTemplate', { name })}
        onClick={() => told(forget().then(() => remember({ text: t('video.templateForgotten', { name }), undo, redo: forget })))}
        data-testid="forget-template"
      >
        <Trash2 size={16} />
      </IconButton>
    </li>
  )
}
