// Everything that leaves a line in the audit log, by name. A test holds the sources to this list; what each means: docs/audit.md

export const auditActions = [
  'audit.dropped', 'audit.exported', 'audit.read',
  'check.attempt', 'check.reopened', 'check.result',
  'code.reopened', 'codes.cancel', 'codes.import', 'codes.purge', 'codes.reopen',
  'conversation.opened', 'desk.refused', 'desk.signIn', 'erase',
  'handoff.absent', 'handoff.asked', 'handoff.cancel', 'handoff.claim', 'handoff.close', 'handoff.handBack', 'handoff.nobody', 'handoff.release', 'handoff.reopen',
  'handoff.reply', 'handoff.start', 'handoff.template', 'handoff.transfer', 'handoff.undoHandBack',
  'note.added', 'phone.shown', 'search',
] as const
