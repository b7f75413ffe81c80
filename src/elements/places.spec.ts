import { describe, expect, it } from '@jest/globals';
import { findCountry, findSubdivision, toCountryCode, toSubdivisionCode } from './places.js';

describe('a country', () => {
  it.each([
    ['DE', 'DE'],
    ['deu', 'DE'],
    [' Germany ', 'DE'],
    ['United States', 'US'],
    ['United States of America', 'US'],
    ['côte d’ivoire', 'CI'],
    ['Türkiye', 'TR'],
    ['Turkiye', 'TR'],
  ])('is recognised: %s', (text, alpha2) => {
    expect(findCountry(text)?.alpha2).toBe(alpha2);
  });

  it.each(['', 'XX', 'Deutschland', 'D', 'constructor'])('is left as it is where it is not: %j', (text) => {
    expect(findCountry(text)).toBeUndefined();
    expect(toCountryCode(text)).toBe(text);
  });
});

describe('a subdivision', () => {
  it.each([
    ['US', 'Arizona', 'AZ'],
    ['US', 'az', 'AZ'],
    ['US', 'US-AZ', 'AZ'],
    ['BR', 'Sao Paulo', 'SP'],
    ['DE', 'Baden-Württemberg', 'BW'],
    ['JP', '27', '27'],
  ])('of %s is recognised: %s', (country, text, code) => {
    expect(findSubdivision(country, text)).toBe(code);
  });

  it('is looked for in its own country alone', () => {
    expect(findSubdivision('DE', 'Arizona')).toBeUndefined();
    expect(toSubdivisionCode('Germany', 'Arizona')).toBe('Arizona');
    expect(toSubdivisionCode(undefined, 'Arizona')).toBe('Arizona');
    expect(toSubdivisionCode('USA', 'Arizona')).toBe('AZ');
  });
});
