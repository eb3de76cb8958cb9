/** What is left as minutes and seconds: "4:05", "-0:30" where the time is over. */
export function clockOf(milliseconds: number): string {
  const seconds = Math.ceil(Math.abs(milliseconds) / 1000)
  return `${milliseconds < 0 ? '-' : ''}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
