import { Activity, HardDrive, Info, Keyboard, KeyRound, Languages, type LucideIcon, Wallet } from 'lucide-react'
import type { ComponentType, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { PanelHead, RoomLayout, SidePanel } from '../frame/room-layout.tsx'
import { hashOf } from '../frame/route.ts'
import { AboutPage } from './about-page.tsx'
import { DiagnosticsPage } from './diagnostics-page.tsx'
import { GeneralPage } from './general-page.tsx'
import { ProviderPanel } from './providers/provider-panel.tsx'
import { ProvidersPage } from './providers/providers-page.tsx'
import styles from './settings.module.css'
import { ShortcutsPage } from './shortcuts-page.tsx'
import { SpendPage } from './spend/spend-page.tsx'
import { StoragePage } from './storage-page.tsx'

const PAGES = [
  { id: 'general', Icon: Languages, Content: GeneralPage },
  { id: 'providers', Icon: KeyRound, Content: ProvidersPage, Aside: ProviderPanel },
  { id: 'spend', Icon: Wallet, Content: SpendPage },
  { id: 'shortcuts', Icon: Keyboard, Content: ShortcutsPage },
  { id: 'storage', Icon: HardDrive, Content: StoragePage },
  { id: 'diagnostics', Icon: Activity, Content: DiagnosticsPage },
  { id: 'about', Icon: Info, Content: AboutPage },
] as const satisfies readonly { id: string; Icon: LucideIcon; Content: ComponentType; Aside?: ComponentType }[]

/** One page of the settings at a time; which one stands in the address. */
export function SettingsRoom({ place }: { readonly place: string }): ReactNode {
  const { t } = useTranslation()
  const page = PAGES.find(({ id }) => id === place) ?? PAGES[0]
  return (
    <RoomLayout title={t('room.settings')}>
      <SidePanel side="start" label={t('settings.pages')} stays="fixed">
        <PanelHead title={t('room.settings')} />
        <nav className={styles.nav} aria-label={t('settings.pages')}>
          {PAGES.map(({ id, Icon }) => (
            <a key={id} href={hashOf('settings', id)} aria-current={id === page.id ? 'page' : undefined} data-testid={`settings-${id}`}>
              <Icon size={16} aria-hidden />
              {t(`settings.page.${id}`)}
            </a>
          ))}
        </nav>
      </SidePanel>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls is reached by the keyboard. */}
      <section className={styles.main} tabIndex={0} aria-label={t(`settings.page.${page.id}`)} data-testid={`page-${page.id}`}>
        <page.Content key={page.id} />
      </section>
      {'Aside' in page && <page.Aside />}
    </RoomLayout>
  )
}
