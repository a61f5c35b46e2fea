import { withoutPerson } from './blind-text.js';

const jonas = { name: 'Jonas Ekwe', identifiers: ['jonas.ekwe@meadow.example', 'S-4711'] };

describe('a text that is read blind', () => {
  it('does not name its writer', () => {
    expect(withoutPerson('I, Jonas  Ekwe (jonas.ekwe@meadow.example, S-4711), taught. EKWE again; ask jonas.ekwe.', jonas)).toBe('I, ▮▮▮ (▮▮▮, ▮▮▮), taught. ▮▮▮ again; ask ▮▮▮.');
  });

  it('keeps words that only begin like a name', () => {
    expect(withoutPerson('Jonasson wrote about ekwetorial rain.', jonas)).toBe('Jonasson wrote about ekwetorial rain.');
  });

  it('finds a name however its letters are composed', () => {
    const text = `${'Zoë'.normalize('NFD')} was here.`;
    expect(withoutPerson(text, { name: 'Zoë', identifiers: [] })).toBe('▮▮▮ was here.');
  });

  it('takes names literally, and leaves short words alone', () => {
    expect(withoutPerson('a.b (c) Li', { name: 'Li (c)+', identifiers: ['a.b'] })).toBe('▮▮▮ (c) Li');
    expect(withoutPerson('axb', { name: null, identifiers: ['a.b'] })).toBe('axb');
    expect(withoutPerson('Nothing known.', { name: null, identifiers: [] })).toBe('Nothing known.');
  });
});
