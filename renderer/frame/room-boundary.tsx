import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'
import styles from './frame.module.css'

interface BoundaryState {
  readonly hasFailed: boolean
}

/** Keeps a fault of one room from taking the frame with it. */
export class RoomBoundary extends Component<{ readonly children: ReactNode }, BoundaryState> {
  override state: BoundaryState = { hasFailed: false }

  static getDerivedStateFromError(): BoundaryState {
    return { hasFailed: true }
  }

  override render(): ReactNode {
    return this.state.hasFailed ? <BrokenRoom onRetry={() => this.setState({ hasFailed: false })} /> : this.props.children
  }
}

function BrokenRoom({ onRetry }: { readonly onRetry: () => void }): ReactNode {
  const { t } = useTranslation()
  return (
    <div className={styles.broken}>
      <Note kind="bad" role="alert" title={t('app.broken')} actions={<Button onClick={onRetry}>{t('app.brokenAgain')}</Button>} />
    </div>
  )
}
