import pino from 'pino'
import { settings } from './settings.server'

/** The log of the process: JSON lines on standard error. It never takes passwords, tokens or people's texts. */
export const log = pino({ level: settings().LOG_LEVEL, base: undefined }, pino.destination({ fd: 2, sync: true }))
