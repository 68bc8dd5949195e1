import { effect } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect } from 'preact/hooks'
import type { Chat } from '../chat.ts'
import { hideDialog } from './modal.ts'

type Dialog = RefObject<HTMLDialogElement | null>

/** The same bounds as in panel.css. */
const SMALL = '(max-width: 560px), (max-height: 480px)'

/** Modal where the panel covers the page, so that nobody tabs to what they cannot see; beside the page elsewhere. */
export function useFullScreen(dialog: Dialog, chat: Chat): void {
  useEffect(() => {
    const small = matchMedia(SMALL)
    const show = (): void => {
      const { current } = dialog
      if (!current) return
      hideDialog(current)
      if (!chat.store.open.value) return
      if (!current.showModal) current.setAttribute('open', '')
      else if (small.matches) current.showModal()
      else current.show()
    }
    small.addEventListener('change', show)
    const dispose = effect(show)
    return () => {
      small.removeEventListener('change', show)
      dispose()
    }
  }, [dialog, chat])
}

/** A phone's keyboard covers the bottom of the page without making it smaller: the panel keeps to what can be seen. */
export function useKeyboardRoom(dialog: Dialog): void {
  useEffect(() => {
    const view = window.visualViewport
    const fit = (): void => {
      // Zoomed in with two fingers the visible part is small on purpose.
      if (!view || view.scale > 1.05) return
      dialog.current?.style.setProperty('--room', `${view.height}px`)
      dialog.current?.style.setProperty('--from', `${view.offsetTop}px`)
    }
    fit()
    view?.addEventListener('resize', fit)
    view?.addEventListener('scroll', fit)
    return () => {
      view?.removeEventListener('resize', fit)
      view?.removeEventListener('scroll', fit)
    }
  }, [dialog])
}

/** Opening, and each change of what there is to do, moves the focus there; on a touch screen to the title, so that no keyboard jumps up. */
export function useFocus(dialog: Dialog, chat: Chat, talking: boolean): void {
  const open = chat.store.open.value
  const stage = talking ? 'talk' : chat.store.phase.value
  useEffect(() => {
    if (!open) return
    const target = matchMedia('(pointer: coarse)').matches ? '#name' : stage === 'talk' ? 'textarea' : '.gate button'
    dialog.current?.querySelector<HTMLElement>(target)?.focus()
  }, [dialog, open, stage])
}
