// What tells a demo database from every other: the application id in SQLite's file header, "demo" in ASCII.
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'

const mark = 0x64656d6f

/**
 * Makes a database file that demo content may enter.
 * @param {string} file a path where nothing is yet
 */
export function makeDemoDatabase(file) {
  mkdirSync(dirname(file), { recursive: true })
  const database = new BetterSqlite3(file)
  database.pragma(`application_id = ${mark}`)
  database.close()
}

/**
 * Whether a database was made for demo content.
 * @param {string} file
 * @returns {boolean}
 */
export function isDemoDatabase(file) {
  const database = new BetterSqlite3(file, { readonly: true, fileMustExist: true })
  try {
    return database.pragma('application_id', { simple: true }) === mark
  } finally {
    database.close()
  }
}
