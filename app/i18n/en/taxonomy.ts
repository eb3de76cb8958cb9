export const taxonomy = {
  filters: {
    title: 'Filters',
    find: 'Find',
    words: 'Words: {{words}}',
    chosen: 'Chosen filters',
    remove: 'Remove the filter {{label}}',
    removeAll: 'Remove all filters',
  },
} as const
