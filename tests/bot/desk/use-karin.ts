// People who talk with Karin, on either channel: one app and one fake Twilio for a test file.
import { beforeEach } from '@jest/globals'
import { deskView, idOf, karin, mo, type Move, seat, take } from '../../support/desk-turns.ts'
import { Person } from '../../support/person.ts'
import { useWhatsApp } from '../../support/use-whatsapp.ts'
import type { WhatsAppPerson } from '../../support/whatsapp-person.ts'
import { conversationOf } from '../delivery/rows.ts'

/** Karin and Mo are at the desk before each test, a minute after the one before. */
export function useKarin() {
  const stage = useWhatsApp()
  const app = () => stage.app()
  beforeEach(async () => {
    app().clock.forward(60_000)
    await Promise.all([karin, mo].map((who) => seat(app(), who)))
  })
  const onWebsite = async () => {
    const sam = new Person(app().url)
    await sam.open()
    await sam.say('mens')
    await take(app(), idOf(sam), { who: karin, move: 'claim' })
    await sam.read()
    return sam
  }
  /** Returns the conversation too; `before`: brings them to where they ask. */
  const onPhone = async (before: (person: WhatsAppPerson) => Promise<unknown> = (person) => person.say('hoi')) => {
    const sam = stage.person()
    const came = await before(sam)
    await sam.say('mens')
    const { id } = await conversationOf(app(), sam)
    await take(app(), id, { who: karin, move: 'claim' })
    await sam.hear()
    return { sam, id, came }
  }
  const lengthOf = async (conversationId: string) => (await deskView(app(), conversationId)).said.length
  const did = (conversationId: string, move: Move | Move['kind'], who = karin) => take(app(), conversationId, { who, move })
  return { stage, app, onWebsite, onPhone, lengthOf, did }
}
