import { isJsonObject, type JsonObject, readJson } from '@cairn/credentials';
import express, { type Request, type Response } from 'express';
import { VcApiRefusal } from './vc-api-refusal.js';

const depthMax = 40;
const read = express.text({ type: () => true, limit: '1mb' });

/** The body as everybody would read it: one JSON object, no member twice, not too deep. Throws VcApiRefusal. */
export async function bodyOf(request: Request, response: Response): Promise<JsonObject> {
  await new Promise<void>((resolve, reject) =>
    read(request, response, (error?: unknown) => (error ? reject(new VcApiRefusal('BAD_REQUEST', 'The body is too large or not text.')) : resolve())),
  );
  const reading = readJson(typeof request.body === 'string' ? request.body : '', depthMax);
  if (!reading.ok) throw new VcApiRefusal('BAD_REQUEST', `The body is not sound JSON: ${reading.detail}.`);
  if (!isJsonObject(reading.value)) throw new VcApiRefusal('BAD_REQUEST', 'The body is not an object.');
  return reading.value;
}

/** A member that must be an object. */
export function objectIn(body: JsonObject, member: string): JsonObject {
  const value = body[member];
  if (!isJsonObject(value)) throw new VcApiRefusal('BAD_REQUEST', `${member} is missing or no object.`);
  return value;
}

/** `options`, which may be left out. */
export function optionsIn(body: JsonObject): JsonObject {
  return body['options'] === undefined ? {} : objectIn(body, 'options');
}

/** A member of the options that may be left out and else is text. */
export function textIn(options: JsonObject, member: string): string | undefined {
  const value = options[member];
  if (value === undefined || typeof value === 'string') return value;
  throw new VcApiRefusal('BAD_REQUEST', `${member} is no text.`);
}

/** A member of the options that is a list of texts; missing, an empty one. */
export function textsIn(options: JsonObject, member: string): string[] {
  const value = options[member] ?? [];
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value;
  throw new VcApiRefusal('BAD_REQUEST', `${member} is no list of texts.`);
}
