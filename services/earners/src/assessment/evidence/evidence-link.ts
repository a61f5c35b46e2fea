import { accepted, type Decision, refusal, refused } from '@cairn/access';

const lengthMax = 2_000;

/** An address that people follow themselves, as a browser writes it: https, without user, password or a port of its own. Nobody fetches it here. */
export function checkLink(text: string): Decision<string> {
  const url = text.length <= lengthMax && !/[\s\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(text.trim()) ? URL.parse(text.trim()) : null;
  if (!url || url.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.port !== '' || !url.hostname.includes('.') || url.href.length > lengthMax) {
    return refused(refusal('FILE_NOT_ACCEPTED', `An address is https, has up to ${lengthMax} characters, and neither user nor password.`, 'url'));
  }
  return accepted(url.href);
}

/** What a person calls a file: without folders, 1 to 200 characters, no control or direction marks. */
export function checkFileName(text: string): Decision<string> {
  const name = text.normalize('NFC').split(/[/\\]/).at(-1)?.trim() ?? '';
  if (name.length < 1 || name.length > 200 || /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(name)) {
    return refused(refusal('INVALID_VALUE', 'A file name has 1 to 200 characters and no control or direction marks.', 'name'));
  }
  return accepted(name);
}
