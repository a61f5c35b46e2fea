/** Where images of definitions lie in the object store: of all tenants together, for anybody may read them. */
export const imageSpace = 'images';

const mediaTypes: Readonly<Record<string, string>> = { png: 'image/png', jpg: 'image/jpeg' };

/** The path of an image by the SHA-256 of its bytes. */
export const imagePath = (digest: string, extension: string): string => `/images/${digest}.${extension}`;

/** What the last part of such a path names; undefined when it is none. */
export function imageNamed(name: string): { digest: string; mediaType: string } | undefined {
  const [, digest, extension = ''] = /^([0-9a-f]{64})\.(png|jpg)$/.exec(name) ?? [];
  const mediaType = mediaTypes[extension];
  return digest && mediaType ? { digest, mediaType } : undefined;
}
