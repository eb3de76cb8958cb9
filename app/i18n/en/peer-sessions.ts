export const peerSessions = {} as const
