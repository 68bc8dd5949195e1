import type { Callbacks, FakeMessage, FaultRule, InboundFields, InboundOptions, InboundResult, Stats } from './types.ts'

/** What the fake as a process of its own can be told, and what it answers. `since`: how many messages are known already. */
export type Command =
  | { do: 'fault'; fault: FaultRule; seed?: number }
  | { do: 'clearFaults' | 'freeze' | 'thaw' }
  | { do: 'stats' }
  | { do: 'messages'; since: number }
  | { do: 'inbound'; fields: InboundFields; options?: InboundOptions }
  | { do: 'webhook'; url: string }
  | { do: 'callbacks'; callbacks: Partial<Callbacks> }
  | { do: 'template'; template: { types: object; language?: string; sid?: string } }

export type AnswerTo<Asked extends Command> = Asked extends { do: 'stats' } ? Stats
  : Asked extends { do: 'messages' } ? FakeMessage[]
    : Asked extends { do: 'inbound' } ? InboundResult
      : Asked extends { do: 'template' } ? string
        : null
