export const sessionPage = {
  parts: 'Parts of this session',
  newest: 'Newest',
  notes: 'Notes',
  agreed: 'Agreed',
}
