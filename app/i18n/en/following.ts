export const following = {} as const
