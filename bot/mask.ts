// Masking an activity before anything can store or log it. The dialogs get the plain text of this one turn; nobody else does.
import type { CodeRules } from '../domain/codes.ts'
import { maskSensitive } from '../domain/mask.ts'
import type { StoredActivity } from './turn/types.ts'
import type { Masked } from './turn/unit-of-work.ts'

/** @param rules.today YYYY-MM-DD in the Netherlands */
export function createMask(rules: { code: CodeRules; today: () => string }): (activity: StoredActivity) => Masked {
  const codePattern = new RegExp(rules.code.pattern)
  return (activity) => {
    const plain = activity.text ?? ''
    // A pressed button carries the bot's own words: short and without a figure. A client may send anything beside it, though.
    if (plain === '' || (activity.value && isTitle(plain))) return { activity: withoutOddChoice(activity), found: [] }
    const { text, found } = maskSensitive(plain, { codePattern, normalise: rules.code.normalise, today: rules.today(), fromDesk: activity.name === 'desk' })
    return { activity: withoutOddChoice({ ...activity, text }), found }
  }
}

const longestTitle = 20
const isTitle = (text: string) => text.length <= longestTitle && !/\d/.test(text)

/** Our buttons' ids are letters and dots; anything else is not kept. */
function withoutOddChoice(activity: StoredActivity): StoredActivity {
  const { value, ...rest } = activity
  const { choice = '', on = '' } = (value ?? {}) as { choice?: string; on?: string }
  return /^[A-Za-z.]*$/.test(choice + on) ? activity : rest
}
