export const drafts = {
  restored: 'Your draft of {{time}} was put back.',
  found: 'There is a draft of yours ({{time}}).',
  drop: 'Drop it',
  sent: 'You sent a text from here ({{time}}). If it did not arrive, you can put it back.',
  putBack: 'Put it back',
} as const
