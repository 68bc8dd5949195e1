import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import { CloseDialog } from './close-dialog.tsx'
import { EraseDialog } from './erase-dialog.tsx'
import { HandBackDialog } from './hand-back-dialog.tsx'
import { TransferDialog } from './transfer-dialog.tsx'

export type DialogName = 'handBack' | 'transfer' | 'close' | 'erase'
const DialogContext = createContext<{ open: (name: DialogName) => void } | null>(null)

/** The dialogs stand beside the buttons that open them: a menu that closes does not take its dialog along. */
export function DialogHost({ children }: { children: ReactNode }) {
  const [name, setName] = useState<DialogName | null>(null)
  const value = useMemo(() => ({ open: setName }), [])
  const close = () => setName(null)
  return (
    <DialogContext value={value}>
      {children}
      {name === 'handBack' && <HandBackDialog onClose={close} />}
      {name === 'transfer' && <TransferDialog onClose={close} />}
      {name === 'close' && <CloseDialog onClose={close} />}
      {name === 'erase' && <EraseDialog onClose={close} />}
    </DialogContext>
  )
}

export function useDialogs(): { open: (name: DialogName) => void } {
  const dialogs = useContext(DialogContext)
  if (!dialogs) throw new Error('outside DialogHost')
  return dialogs
}
