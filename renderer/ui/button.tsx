import clsx from 'clsx'
import type { ComponentProps, ReactNode } from 'react'
import styles from './button.module.css'

interface ButtonProps extends ComponentProps<'button'> {
  readonly kind?: 'primary' | 'plain' | 'line' | 'quiet'
}

export function Button({ kind = 'plain', className, ...rest }: ButtonProps): ReactNode {
  return <button type="button" className={clsx(styles.button, styles[kind], className)} {...rest} />
}

interface IconButtonProps extends ComponentProps<'button'> {
  /** Name for screen readers, also the tooltip. */
  readonly label: string
}

export function IconButton({ label, className, ...rest }: IconButtonProps): ReactNode {
  return <button type="button" className={clsx(styles.icon, className)} aria-label={label} title={label} {...rest} />
}
