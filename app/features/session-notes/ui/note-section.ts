/** The section of what belongs to no phase. A phase of this name is that section. */
export const freeSection = 'notes'
