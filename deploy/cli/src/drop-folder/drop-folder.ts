import type { Listed } from './completeness.js';

/** Folders beside the files: taken for reading, dealt with, and with something refused. */
export const places = ['taken', 'done', 'failed'] as const;
export type Place = (typeof places)[number];

/** A folder into which a partner drops files, and what whoever fetches them may do there. Paths are names in the folder, or in a place of it. */
export interface DropFolder {
  /** Makes the places that are missing. */
  prepare(): Promise<void>;
  /** Files in the folder itself, or in a place of it; no folders, no hidden files. */
  list(place?: Place): Promise<Listed[]>;
  /** The file as it is now; undefined when it is gone. */
  look(path: string): Promise<Listed | undefined>;
  /** Takes the content of a file to a path of this machine. */
  fetch(path: string, to: string): Promise<void>;
  /** The text of a small file; null when it is not there. */
  text(path: string): Promise<string | null>;
  write(path: string, text: string): Promise<void>;
  /** Stores a file of this machine. */
  store(from: string, path: string): Promise<void>;
  /** Gives a file another name; false when it is gone or the name is taken. */
  move(path: string, to: string): Promise<boolean>;
  remove(path: string): Promise<void>;
  close(): Promise<void>;
}
