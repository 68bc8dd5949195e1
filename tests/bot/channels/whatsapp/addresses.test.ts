import { describe, expect, test } from '@jest/globals'
import { readAddress, readAddresses } from '../../../../bot/channels/whatsapp/addresses.ts'

const phone = { kind: 'phone', address: 'whatsapp:+31612345678' }
const user = { kind: 'user', address: 'whatsapp:NL.a1B2' }

describe('who wrote', () => {
  test.each([
    ['a number', { From: 'whatsapp:+31612345678', WaId: '31612345678' }, [phone]],
    ['a user id', { From: 'whatsapp:NL.a1B2' }, [user]],
    ['a user id, twice', { From: 'whatsapp:NL.a1B2', ExternalUserId: 'NL.a1B2' }, [user]],
    ['a number with its user id', { From: 'whatsapp:+31612345678', ExternalUserId: 'NL.a1B2' }, [phone, user]],
    ['a user id whose number is known', { From: 'whatsapp:NL.a1B2', WaId: '31612345678' }, [phone, user]],
    ['a number whose WhatsApp id is another one', { From: 'whatsapp:+31612345678', WaId: '31999999999' }, [phone]],
    ['a user id in both, the country in small letters', { From: 'whatsapp:nl.a1B2', WaId: 'NL.a1B2', ExternalUserId: 'whatsapp:NL.a1B2' }, [user]],
    ['nothing', { From: '' }, []],
    ['something else', { From: 'messenger:12345678' }, []],
  ])('When it is %s, then the number comes first and each address once', (_, fields, expected) => {
    expect(readAddresses(fields)).toEqual(expected)
  })

  test.each(['whatsapp:+', 'whatsapp:+031612345678', '+31 612345678', 'whatsapp:NL.', 'whatsapp:NLD.abc', `NL.${'a'.repeat(129)}`, 'NL.a b', '', 'whatsapp:+31612345678901234'])('When it is "%s", then it is no address', (written) => {
    expect(readAddress(written)).toBeNull()
  })
})
