export const taxonomy = {} as const
