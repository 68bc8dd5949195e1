// The one-time links as a person gets them: on WhatsApp, at the step of the code; and the words of the website.
import type { WhatsAppPerson } from './whatsapp-person.ts'

const checkLink = /https?:\/\/\S+\/check\/[\w-]+/
const webLink = /https?:\/\/\S+\/gesprek#verder=[\w-]+/

/** One message comes at a time. */
const quiet = 15

type Fields = { code?: string; day?: string; month?: string; year?: string; attempt?: string }

/** Somebody new goes through the steps on WhatsApp until the bot sends the address of the check page. */
export async function untilCheckLink(person: WhatsAppPerson, role: 'client' | 'representative' = 'client'): Promise<string> {
  await person.say('hoi', { quiet })
  for (let press = 0; press < 15; press += 1) {
    const link = checkLink.exec(person.received().at(-1)?.body ?? '')?.[0]
    if (link) return link
    const ids = person.buttons().map(({ id }) => id.split(':')[0] ?? '')
    const next = [role, 'yes', 'done'].find((choice) => ids.includes(choice)) ?? ids[0] ?? ''
    await person.press(next, { quiet })
  }
  throw new Error(`no check link; the last message: ${person.received().at(-1)?.body}`)
}

/** The last address of the kind in what somebody got. @throws Error when there is none */
export function lastLink(person: WhatsAppPerson, kind: 'check' | 'toWeb'): string {
  const links = person.received().flatMap(({ body }) => (kind === 'check' ? checkLink : webLink).exec(body)?.[0] ?? [])
  const last = links.at(-1)
  if (!last) throw new Error(`no ${kind} link among ${person.received().length} messages`)
  return last
}

/** The id of the form that a check page shows. */
export const attemptOf = (html: string) => /name="attempt" value="([\w-]+)"/.exec(html)?.[1] ?? ''

/** Sends the check page's form as a browser does from a page without referrer; a fresh form unless `attempt` is given. */
export async function sendForm(link: string, { attempt, ...fields }: Fields): Promise<{ status: number; html: string; attempt: string }> {
  const id = attempt ?? attemptOf(await (await fetch(link)).text())
  const response = await fetch(link, { method: 'POST', headers: { origin: 'null' }, body: new URLSearchParams({ attempt: id, code: '', day: '', month: '', year: '', ...fields }) })
  return { status: response.status, html: await response.text(), attempt: id }
}

/** A letter as its fields. `birthDate` is YYYY-MM-DD. */
export function fieldsOf({ code, birthDate }: { code: string; birthDate: string }): Required<Omit<Fields, 'attempt'>> {
  const [year = '', month = '', day = ''] = birthDate.split('-').map((part) => String(Number(part)))
  return { code, day, month, year }
}
