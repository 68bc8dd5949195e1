import { labels } from '../labels.ts'
import { HumanPicture } from './pictures.tsx'

/** The way to a human: the same button in the same place on every screen. `words`: what it says, and what the person then says. */
export function HumanButton({ words = labels.human, onPress }: { readonly words?: string; readonly onPress: () => void }) {
  return (
    <button type="button" class="human-button" onClick={onPress}>
      <HumanPicture />{words}
    </button>
  )
}
