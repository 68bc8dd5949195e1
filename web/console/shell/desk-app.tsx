import { useEffect, useMemo, useState } from 'react'
import type { Boot } from '../sign-in/boot.ts'
import { createModel, type DeskModel } from '../state/model.ts'
import { DeskProvider } from '../state/desk.tsx'
import { Layout } from './layout.tsx'
import { newsOf } from './news.ts'
import { go, readRoute } from './route.ts'
import { tell } from './tell.ts'
import { prefetch } from './work.tsx'

type In = Extract<Boot, { kind: 'in' }>

/** The desk of somebody who is signed in. */
export function DeskApp({ api, me, session, config }: In) {
  const [model] = useState(() => openModel({ api, me, session }))
  useEffect(() => startModel(model, me.roles.some((role) => role !== 'auditor')), [model, me])
  const provider = useMemo(() => ({ model, config, openConversation }), [model, config])
  return <DeskProvider {...provider}><Layout session={session} /></DeskProvider>
}

function openConversation(id: string | null): void {
  const { view } = readRoute(location.hash)
  go({ view: view === 'audit' ? 'queue' : view, conversation: id })
}

function openModel({ api, me, session }: Pick<In, 'api' | 'me' | 'session'>): DeskModel {
  return createModel({
    api, me, socket: { open: openSocket, token: session.token },
    onRows: (before, after) => tell(newsOf(before, after), { openId: after.open?.id ?? null, open: openConversation }),
  })
}

const openSocket = (): WebSocket => new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/desk/live`)

/** The first view goes before. */
const PREFETCH_MS = 500

/** Who only reads the log has no lists, and no line. Returns the end of it. */
function startModel(model: DeskModel, lists: boolean): () => void {
  if (!lists) return () => {}
  model.live.start()
  const later = setTimeout(prefetch, PREFETCH_MS)
  const hurry = () => {
    if (document.visibilityState === 'visible') model.live.hurry()
  }
  addEventListener('online', hurry)
  document.addEventListener('visibilitychange', hurry)
  return () => {
    clearTimeout(later)
    removeEventListener('online', hurry)
    document.removeEventListener('visibilitychange', hurry)
    model.stop()
  }
}
