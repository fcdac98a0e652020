import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import notices from '../../THIRD-PARTY-NOTICES.md?raw'
import { useHost, useInspection } from '../studio/queries.ts'
import { parseNotices } from './notices.ts'
import { PageHead } from './page-head.tsx'
import styles from './settings.module.css'

/** What Drape is, which version, and what it is built with. */
export function AboutPage(): ReactNode {
  const { t } = useTranslation()
  const host = useHost().data
  const versions = useInspection().data?.versions ?? []
  const { packages, remarks } = parseNotices(notices)
  return (
    <>
      <PageHead title={t('app.name')} help={t('about.line')} />
      <section className={styles.section}>
        {host !== undefined && (
          <p>
            {t('about.version', { version: host.version })} <span className={styles.dim}>{t('about.build', { build: host.buildId })}</span>
          </p>
        )}
        <p>{t('about.licence')}</p>
      </section>
      <section className={styles.section}>
        <h3>{t('about.versions')}</h3>
        <dl className={styles.found}>
          {versions.map(({ name, version }) => (
            <div key={name}>
              <dt>
                <bdi dir="ltr">{name}</bdi>
              </dt>
              <dd>
                <bdi dir="ltr">{version}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <section className={styles.section}>
        <h3>{t('about.notices')}</h3>
        <table className={styles.table} aria-label={t('about.notices')} dir="ltr">
          <thead>
            <tr>
              <th scope="col">{t('about.part')}</th>
              <th scope="col">{t('about.licenceColumn')}</th>
            </tr>
          </thead>
          <tbody>
            {packages.map(({ name, version, licence }) => (
              <tr key={name}>
                <th scope="row">
                  {name} <span className={styles.dim}>{version}</span>
                </th>
                <td>{licence}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {remarks.map((remark) => (
          <p key={remark.title} className={styles.remark} dir="ltr" lang="en">
            <strong>{remark.title}</strong> {remark.text}
          </p>
        ))}
      </section>
    </>
  )
}
