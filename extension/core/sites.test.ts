import { describe, expect, test } from 'vitest';
import { depart, listedSite, MOST_SITES, siteOf, withSite } from './sites.ts';

describe('the site', () => {
  test.each([
    ['https://www.example.org/a?b#c', 'example.org'],
    ['http://mail.example.org:8080/', 'mail.example.org'],
    [' Example.ORG ', 'example.org'],
    ['localhost:3000', 'localhost'],
    ['example.org/path', 'example.org'],
    ['http://[::1]:80/', '[::1]'],
    ['http://bücher.example/', 'xn--bcher-kva.example'],
  ])('of %s is %s', (text, site) => expect(siteOf(text)).toBe(site));

  test.each([
    '',
    'chrome://settings',
    'about:blank',
    'file:///etc/hosts',
    'data:text/html,x',
    'a b',
    'javascript:alert(1)',
  ])('of %s is none', (text) => expect(siteOf(text)).toBeNull());
});

describe('a listed site', () => {
  const sites = ['example.org', 'docs.example.com'];

  test('has its parts with it, and no look-alike', () => {
    expect(listedSite(sites, 'https://mail.example.org/x')).toBe('example.org');
    expect(listedSite(sites, 'https://notexample.org/')).toBeNull();
    expect(listedSite(sites, 'https://example.com/')).toBeNull();
    expect(listedSite(sites, 'https://example.org.evil.example/')).toBeNull();
  });

  test('is left by whatever is not part of it', () => {
    expect(depart(sites, 'example.org', 'https://mail.example.org/')).toEqual({
      site: 'example.org',
      left: null,
    });
    expect(depart(sites, 'example.org', 'https://docs.example.com/')).toEqual({
      site: 'docs.example.com',
      left: 'example.org',
    });
    expect(depart(sites, 'example.org', 'chrome://settings')).toEqual({ site: null, left: 'example.org' });
  });

  test('is not left by a tab that was elsewhere, or once it is off the list', () => {
    expect(depart(sites, null, 'https://a.example/')).toEqual({ site: null, left: null });
    expect(depart(sites, 'b.example', 'https://a.example/')).toEqual({ site: null, left: null });
  });
});

test('the list has each site once, and an end', () => {
  expect(withSite(['a', 'b'], 'a')).toEqual(['b', 'a']);
  const many = Array.from({ length: MOST_SITES }, (_, index) => `s${index}`);
  expect(withSite(many, 'new')).toHaveLength(MOST_SITES);
  expect(withSite(many, 'new')).not.toContain('s0');
});
