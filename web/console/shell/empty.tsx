import type { ReactNode } from 'react'

/** Where nothing is to be seen: what it means, and what one can do. */
export function Empty({ title, help, children }: { title: string; help?: string | undefined; children?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {help ? <p>{help}</p> : null}
      {children}
    </div>
  )
}
