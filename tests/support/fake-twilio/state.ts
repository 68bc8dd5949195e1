// Everything the fake remembers.
import { randomBytes } from 'node:crypto'
import type { FakeContent, FakeMessage } from './types.ts'

export type Account = { accountSid: string; authToken: string; from: string }
export type State = {
  account: Account
  now: () => Date
  /** Sent by the app, in order of acceptance. */
  messages: FakeMessage[]
  /** Of both directions, oldest first. */
  all: FakeMessage[]
  inbound: FakeMessage[]
  bySid: Map<string, FakeMessage>
  byReceiver: Map<string, FakeMessage[]>
  contents: Map<string, FakeContent>
  /** What the app did against the contract, one line each. */
  violations: string[]
  /** The MessageSids for which typing was shown. */
  typing: string[]
  listeners: Set<(message: FakeMessage) => void>
  isWindowOpen: (address: string) => boolean
  /** Keeps when this address last wrote. */
  wrote: (address: string) => void
}

const window = 24 * 60 * 60 * 1_000

export function createState(account: Account, now: () => Date): State {
  const lastWritten = new Map<string, number>()
  return {
    account, now, messages: [], all: [], inbound: [], bySid: new Map(), byReceiver: new Map(), contents: new Map(), violations: [], typing: [], listeners: new Set(),
    isWindowOpen: (address) => now().getTime() - (lastWritten.get(address) ?? -Infinity) < window,
    wrote: (address) => {
      lastWritten.set(address, now().getTime())
    },
  }
}

/** Puts a message in every list it belongs to and tells the listeners. */
export function addMessage(state: State, message: FakeMessage): void {
  state.all.push(message)
  state.bySid.set(message.sid, message)
  const received = state.byReceiver.get(message.to)
  if (received) received.push(message)
  else state.byReceiver.set(message.to, [message])
  const own = message.direction === 'inbound' ? state.inbound : state.messages
  own.push(message)
  for (const listener of state.listeners) listener(message)
}

/** Takes a message out of what the API shows; `messages` and `inbound` keep it, for they are what happened. */
export function removeMessage(state: State, { sid, to }: FakeMessage): void {
  state.bySid.delete(sid)
  state.all = state.all.filter((message) => message.sid !== sid)
  state.byReceiver.set(to, (state.byReceiver.get(to) ?? []).filter((message) => message.sid !== sid))
}

export function forgetMessages(state: State): void {
  for (const list of [state.all, state.messages, state.inbound, state.typing]) list.length = 0
  state.bySid.clear()
  state.byReceiver.clear()
}

/** SM, MM or HX and 32 hexadecimal digits. */
export const createSid = (prefix: 'SM' | 'MM' | 'HX' | 'ME') => prefix + randomBytes(16).toString('hex')
