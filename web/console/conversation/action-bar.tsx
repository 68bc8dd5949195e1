import { Button, makeStyles, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, tokens, useRestoreFocusTarget } from '@fluentui/react-components'
import { useEffect, useState } from 'react'
import { useDesk } from '../state/desk.tsx'
import { t, wordFor } from '../text/labels.ts'
import { type Action, type ActionName, actionsOf } from './actions.ts'
import { type DialogName, useDialogs } from './dialogs.tsx'
import { MoreIcon } from './icons.ts'
import { usePane } from './pane-context.tsx'

const settleMs = 400

/** What can be done now. On little room the main one, and the rest in a menu. */
export function ActionBar({ wide }: { wide: boolean }) {
  const styles = useStyles()
  const { row, conversation, busy } = usePane()
  const { me } = useDesk()
  const run = useRun()
  const disabled = useFresh(row.state) || busy
  const actions = actionsOf(row, me, conversation)
  if (actions.length === 0) return null
  const shown = actions.filter(({ name }) => name !== 'erase')
  const inline = shown.slice(0, wide || shown.length === 2 ? 4 : 1)
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('conversation.actions')}>
      {inline.map((action) => <ActionButton key={action.name} action={action} disabled={disabled} onClick={() => run(action.name)} />)}
      <More actions={actions.filter((action) => !inline.includes(action))} run={run} disabled={disabled} />
    </div>
  )
}

/** Other actions come in the same place: a double click on the one before must not press them. */
function useFresh(state: string): boolean {
  const [settled, setSettled] = useState(state)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(state), settleMs)
    return () => clearTimeout(timer)
  }, [state])
  return settled !== state
}

function ActionButton({ action: { name, main }, disabled, onClick }: { action: Action; disabled: boolean; onClick: () => void }) {
  const target = useRestoreFocusTarget()
  return <Button {...target} appearance={main ? 'primary' : 'secondary'} disabledFocusable={disabled} onClick={onClick}>{titleOf(name)}</Button>
}

function More({ actions, run, disabled }: { actions: readonly Action[]; run: (name: ActionName) => void; disabled: boolean }) {
  if (actions.length === 0) return null
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement><Button icon={<MoreIcon />} disabledFocusable={disabled}>{t('conversation.more')}</Button></MenuTrigger>
      <MenuPopover><MenuList>{actions.map(({ name }) => <MenuItem key={name} onClick={() => run(name)}>{titleOf(name)}</MenuItem>)}</MenuList></MenuPopover>
    </Menu>
  )
}

const titleOf = (name: ActionName) => wordFor('conversation.action', name)

const asking: Partial<Record<ActionName, DialogName>> = { handBack: 'handBack', transfer: 'transfer', close: 'close', erase: 'erase' }

/** Asks what has to be known first, or does it at once. */
export function useRun(): (name: ActionName) => void {
  const { open } = useDialogs()
  const { act, ask, say, conversation } = usePane()
  const { api } = useDesk()
  const reopenCode = async () => {
    const referentie = conversation?.check.referentie ?? ''
    const answer = await ask(() => api.post<{ kind: string }>(`/codes/${encodeURIComponent(referentie)}/reopen`))
    if (answer) say({ intent: answer.kind === 'reopened' ? 'success' : 'error', text: wordFor('conversation.code', answer.kind) })
  }
  return (name) => {
    const dialog = asking[name]
    if (dialog) open(dialog)
    else if (name === 'reopenCode') void reopenCode()
    else if (name !== 'handBack' && name !== 'transfer' && name !== 'close' && name !== 'erase') void act({ kind: name }).then((done) => done && after(name, say))
  }
}

/** The button that was pressed is gone: the focus goes where one goes on. */
function after(name: ActionName, say: ReturnType<typeof usePane>['say']): void {
  if (name === 'reopenCheck') say({ intent: 'success', text: t('conversation.checkReopened') })
  requestAnimationFrame(() => {
    const field = document.querySelector<HTMLElement>('#conversation-reply') ?? document.querySelector<HTMLElement>('#conversation-title')
    field?.focus()
  })
}

const useStyles = makeStyles({
  bar: {
    display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalS}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
})
