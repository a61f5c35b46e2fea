import { imageNamed, imagePath } from './image-path.js';

const digest = 'ab'.repeat(32);

describe('the path of an image', () => {
  it('leads back to the image', () => {
    expect(imageNamed(imagePath(digest, 'png').split('/')[2] ?? '')).toEqual({ digest, mediaType: 'image/png' });
    expect(imageNamed(`${digest}.jpg`)).toEqual({ digest, mediaType: 'image/jpeg' });
  });

  it.each([digest, `${digest}.svg`, `${digest}.html`, `${digest.slice(1)}.png`, `${digest.toUpperCase()}.png`, `../${digest}.png`, `${digest}.png.png`, ''])(
    'is not %j',
    (name) => {
      expect(imageNamed(name)).toBeUndefined();
    },
  );
});
