import { labels } from '../labels.ts'
import { HumanPicture } from './pictures.tsx'

/** The way to a human: the same button in the same place on every screen. */
export function HumanButton({ onPress }: { readonly onPress: () => void }) {
  return (
    <button type="button" class="human-button" onClick={onPress}>
      <HumanPicture />{labels.human}
    </button>
  )
}
