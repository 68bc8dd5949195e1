import { accessSync, constants, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseError } from './errors.ts'

/**
 * Makes a folder and those above it, where missing. One by one: Node's own `recursive` never ends where nothing can be made (/proc).
 * @param mode of the folder itself; those above it get the standard one
 * @throws DatabaseError `folderNotWritable`
 */
export function makeFolder(path: string, mode?: number): void {
  try {
    makeEach(path, mode)
    accessSync(path, constants.W_OK)
  } catch (error) {
    throw new DatabaseError('folderNotWritable', { folder: path }, error)
  }
}

function makeEach(path: string, mode?: number): void {
  if (isFolder(path)) return
  if (dirname(path) !== path) makeEach(dirname(path))
  try {
    mkdirSync(path, { mode })
  } catch (error) {
    // Another process may have been first.
    if (!isFolder(path)) throw error
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}
