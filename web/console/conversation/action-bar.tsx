import { Button, makeStyles, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, tokens, useRestoreFocusTarget } from '@fluentui/react-components'
import { useEffect, useState } from 'react'
import type { DeskMove } from '../../../bot/desk/contract.ts'
import { useDesk, useModel } from '../state/desk.tsx'
import { t, wordFor } from '../text/labels.ts'
import { type Action, type ActionName, actionsOf } from './actions.ts'
import { type DialogName, useDialogs } from './dialogs.tsx'
import { MoreIcon } from './icons.ts'
import { firstNameOf } from './words.ts'
import { paneElement, usePane } from './pane-context.tsx'

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
  const titleOf = useTitles()
  const target = useRestoreFocusTarget()
  return <Button {...target} appearance={main ? 'primary' : 'secondary'} disabledFocusable={disabled} onClick={onClick}>{titleOf(name)}</Button>
}

function More({ actions, run, disabled }: { actions: readonly Action[]; run: (name: ActionName) => void; disabled: boolean }) {
  const titleOf = useTitles()
  if (actions.length === 0) return null
  return (
    <Menu mountNode={paneElement()}>
      <MenuTrigger disableButtonEnhancement><Button icon={<MoreIcon />} disabledFocusable={disabled}>{t('conversation.more')}</Button></MenuTrigger>
      <MenuPopover><MenuList>{actions.map(({ name }) => <MenuItem key={name} onClick={() => run(name)}>{titleOf(name)}</MenuItem>)}</MenuList></MenuPopover>
    </Menu>
  )
}

/** Taking it from a colleague says from whom: nobody does that by accident. */
function useTitles(): (name: ActionName) => string {
  const { row: { owner } } = usePane()
  return (name) => (name === 'takeOver' ? t('conversation.takeOver', { name: firstNameOf(owner?.name ?? t('conversation.someone')) }) : wordFor('conversation.action', name))
}

const asking: Partial<Record<ActionName, DialogName>> = { handBack: 'handBack', transfer: 'transfer', close: 'close', erase: 'erase' }

/** Asks what has to be known first, or does it at once. */
export function useRun(): (name: ActionName) => void {
  const { open } = useDialogs()
  const { act, ask, say, conversation } = usePane()
  const { api, me } = useDesk()
  const { store } = useModel()
  const reopenCode = async () => {
    const referentie = conversation?.check.referentie ?? ''
    const answer = await ask(() => api.post<{ kind: string }>(`/codes/${encodeURIComponent(referentie)}/reopen`))
    if (answer) say({ intent: answer.kind === 'reopened' ? 'success' : 'error', text: wordFor('conversation.code', answer.kind) })
  }
  return (name) => {
    const dialog = asking[name]
    const busy = store.get().counts.mine
    const move = moveOf(name, me.id)
    if (dialog) open(dialog)
    else if (name === 'reopenCode') void reopenCode()
    else if (move) void act(move).then((done) => done && after(name, { say, full: busy >= me.capacity ? t('conversation.full', { busy, capacity: me.capacity }) : null }))
  }
}

const taking: readonly ActionName[] = ['claim', 'takeOver', 'start', 'reopen', 'undoHandBack']

/** The move of an action that needs no question first. */
function moveOf(name: ActionName, me: string): DeskMove | null {
  if (name === 'takeOver') return { kind: 'transfer', to: me }
  return name === 'handBack' || name === 'transfer' || name === 'close' || name === 'erase' || name === 'reopenCode' ? null : { kind: name }
}

/** The button that was pressed is gone: the focus goes where one goes on. `full`: what to say of more than one wants to have. */
function after(name: ActionName, { say, full }: { say: ReturnType<typeof usePane>['say']; full: string | null }): void {
  if (full && taking.includes(name)) say({ intent: 'warning', text: full })
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
