export const minutesAfter = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * 60_000)
export const hoursAfter = (at: Date, hours: number): Date => minutesAfter(at, hours * 60)
export const daysBefore = (at: Date, days: number): Date => minutesAfter(at, -days * 1_440)
